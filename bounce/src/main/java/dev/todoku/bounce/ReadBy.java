package dev.todoku.bounce;

/** How a message was read, the surest first. */
public enum ReadBy {
  /** A delivery status part (RFC 3464). */
  DELIVERY_STATUS,
  /** A feedback report (RFC 5965). */
  FEEDBACK_REPORT,
  /** A notification of a sending service, in its own format. */
  SERVICE_NOTIFICATION,
  /** Fields of RFC 3464 that stand in the text. */
  STATUS_IN_TEXT,
  /** The sentences of a mail server. */
  PROSE,
  /** The marks of an automatic reply (RFC 3834). */
  AUTO_REPLY
}
