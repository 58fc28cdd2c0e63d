package dev.todoku.hop;

/** What became of a message for one recipient, in the order in which one outranks another. */
public enum WayStatus {
  /** A hop of one's own took it, and no log says what came after. Ranks last. */
  HANDED_ON_WITHIN,
  DEFERRED,
  EXPIRED,
  /** A relay took it that does not say more. */
  HANDED_ON,
  /** It was thrown away on purpose. */
  DISCARDED,
  DELIVERED,
  BOUNCED;

  /** The word of the contract: both kinds of handing on are one. */
  public String word() {
    return this == HANDED_ON_WITHIN ? HANDED_ON.name() : name();
  }

  boolean isFailure() {
    return this == DEFERRED || this == EXPIRED || this == BOUNCED;
  }
}
