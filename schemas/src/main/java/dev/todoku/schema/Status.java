package dev.todoku.schema;

/** What is currently known of one (message, recipient), in the order in which facts outrank. */
public enum Status {
  /** The sending server took the message on. */
  SENT,
  /** Refused for now, will be retried. */
  DEFERRED,
  /** The sending server gave up after temporary failures. */
  EXPIRED,
  /** A relay, or a filter of one's own, took it, and nothing says what came of it there. */
  HANDED_ON,
  /** It was thrown away on purpose, by a filter or by whoever runs the queue. */
  DISCARDED,
  /** The receiving server accepted it. */
  DELIVERED,
  /** Refused for good, in the SMTP dialogue or by a later bounce message. */
  BOUNCED;

  /** Whether the message was given up. */
  public boolean isFailure() {
    return this == EXPIRED || this == BOUNCED;
  }
}
