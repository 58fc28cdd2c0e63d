package dev.todoku.schema;

/** Where a message stopped, or how far it is known to have come. */
public enum Hop {
  /** It never left the sending server. */
  SENDING_SERVER,
  /** The receiving server refused it, or took it and sent it back. */
  RECEIVING_SERVER,
  /** The receiving server took it; what the recipient sees is up to filters and the mail client. */
  MAIL_CLIENT
}
