package dev.todoku.schema;

/** Who says why a message was refused. */
public enum ReasonBy {
  /** Whoever wrote the event. */
  STATED,
  /** The rules for replies, by what is known or clear. */
  RULES,
  /** The rules for replies, by words or codes that may mean something else. */
  GUESS
}
