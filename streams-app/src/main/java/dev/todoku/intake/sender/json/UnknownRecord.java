package dev.todoku.intake.sender.json;

/** A record of a type that the sender's table does not have. The sender may add types any day. */
public final class UnknownRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 80;

  private final String type;

  public UnknownRecord(String type) {
    super("unknown record type");
    this.type = type.length() <= LONGEST ? type : type.substring(0, LONGEST);
  }

  public String type() {
    return type;
  }
}
