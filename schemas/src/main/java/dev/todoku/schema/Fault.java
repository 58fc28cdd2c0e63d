package dev.todoku.schema;

/** Whose problem a failure is. */
public enum Fault {
  ADDRESS,
  MAILBOX,
  REPUTATION,
  AUTHENTICATION,
  CONTENT,
  RATE,
  SENDER_SYSTEM,
  RECEIVER_SYSTEM,
  NETWORK,
  UNKNOWN,
  /** Nothing failed. */
  NONE
}
