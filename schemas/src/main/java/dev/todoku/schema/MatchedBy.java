package dev.todoku.schema;

/** The step of the identity ladder by which a bounce found its send, strongest first. */
public enum MatchedBy {
  MESSAGE_ID,
  /** ENVID of RFC 3461, or a VERP envelope sender. */
  ENVELOPE_ID,
  QUEUE_ID,
  /** The last message accepted for the recipient before the bounce. */
  RECIPIENT_AND_TIME
}
