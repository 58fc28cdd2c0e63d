package dev.todoku.schema;

/** Whose server an attempt was made at. */
public enum HopKind {
  /** A filter, a signer, or a server whose log is read: what it took goes on. */
  OWN,
  /** A smarthost, a sending service, an internal server whose log is not read. */
  RELAY,
  /** A server of the recipient's provider. */
  PROVIDER,
  /** The mailbox itself: local delivery, LMTP. */
  MAILBOX,
  /** Nowhere: what goes there is thrown away. */
  DISCARD
}
