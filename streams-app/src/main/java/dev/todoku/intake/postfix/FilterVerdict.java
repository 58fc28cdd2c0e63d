package dev.todoku.intake.postfix;

/** What a content filter decided of a message. */
public enum FilterVerdict {
  /** It goes on, perhaps marked or signed. */
  PASSED,
  /** Refused for now. */
  DEFERRED,
  /** Refused for good. */
  REFUSED,
  /** Taken, and thrown away or put into quarantine. */
  DISCARDED
}
