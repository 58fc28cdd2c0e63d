package dev.todoku.bounce.aggregate;

/** What looks like a report and cannot be read; the message says why, for a person. */
public final class UnreadableReport extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableReport(String why) {
    super(why);
  }
}
