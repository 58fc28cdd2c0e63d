package dev.todoku.schema;

/** How well it is proven that a report that came by mail is genuine, the weakest first. */
public enum EvidenceGrade {
  /** Anyone could have written it. It is shown, and counts for nothing. */
  UNPROVEN,
  /**
   * It names the message and comes from the provider that accepted it, but anyone with a mailbox
   * there could have written it. It counts when it is repeated for another message on another day.
   */
  PLAUSIBLE,
  /** Nobody could have written it who had not received the message, or run a server involved. */
  PROVEN
}
