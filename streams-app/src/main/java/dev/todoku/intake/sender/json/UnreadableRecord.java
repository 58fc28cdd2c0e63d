package dev.todoku.intake.sender.json;

/** A record that is none of its sender's format; the message says why, without its content. */
public final class UnreadableRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableRecord(String why) {
    super(why);
  }
}
