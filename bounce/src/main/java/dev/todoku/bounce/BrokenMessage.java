package dev.todoku.bounce;

/** A message that is beyond what genuine mail has. Its message says how. */
final class BrokenMessage extends Exception {
  private static final long serialVersionUID = 1;

  BrokenMessage(String how) {
    super(how);
  }
}
