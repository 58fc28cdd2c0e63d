package dev.todoku.story;

import dev.todoku.schema.Address;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.Set;

/** What kind of answer a message calls for. */
public enum Situation {
  /** Sent, and nothing else is known. */
  NO_ANSWER_YET,
  DEFERRED,
  /** A relay took it, which says no more. */
  HANDED_ON,
  /** A filter of one's own took it, and the log shows nothing after that. */
  HANDED_ON_WITHIN,
  DISCARDED,
  /** It waits at a filter or relay of one's own. */
  DEFERRED_AT_HOP,
  /** A filter or relay of one's own refused it, or was given up. */
  STOPPED_AT_HOP,
  DELIVERED,
  DELIVERED_LATE,
  /** By a provider that accepts and drops. */
  DELIVERED_SILENTLY,
  /** Opened or clicked. */
  ARRIVED,
  COMPLAINED,
  EXPIRED,
  /** The address took it; the address that it forwards to did not. */
  FORWARDING_FAILED,
  /** "Unknown" for an address that took mail before. */
  HIDDEN_BLOCK,
  /** "Unknown" by the sending server itself, of an address in the sender's own domain. */
  OWN_DOMAIN,
  /** Refused for a reason that says it all. */
  REFUSED;

  /** Reasons that providers give when they hide a block. */
  private static final Set<Reason> MASKS = Set.of(Reason.USER_UNKNOWN, Reason.FILTERED);

  /** Whether it takes other mail to the same recipient to tell the situation of {@code outcome}. */
  public static boolean dependsOnOtherMail(Outcome outcome) {
    return outcome.status() == Status.BOUNCED && MASKS.contains(outcome.reason());
  }

  /**
   * The situation of a message.
   *
   * @param outcome null when there is none yet
   * @param tookMailBefore whether the address accepted an earlier message
   * @param silentProviders providers that accept and drop
   */
  static Situation of(Outcome outcome, boolean tookMailBefore, Set<String> silentProviders) {
    if (outcome == null) {
      return NO_ANSWER_YET;
    }
    if (outcome.stoppedAtHop() != null) {
      return atHop(outcome);
    }
    return switch (outcome.status()) {
      case SENT, HANDED_ON, DISCARDED -> NO_ANSWER_YET;
      case DEFERRED -> DEFERRED;
      case EXPIRED -> EXPIRED;
      case DELIVERED -> delivered(outcome, silentProviders);
      case BOUNCED -> bounced(outcome, tookMailBefore);
    };
  }

  private static Situation atHop(Outcome outcome) {
    return switch (outcome.status()) {
      case HANDED_ON ->
          outcome.stoppedAtHop().kind() == HopKind.RELAY ? HANDED_ON : HANDED_ON_WITHIN;
      case DISCARDED -> DISCARDED;
      case DEFERRED -> DEFERRED_AT_HOP;
      case SENT, EXPIRED, DELIVERED, BOUNCED -> STOPPED_AT_HOP;
    };
  }

  private static Situation delivered(Outcome outcome, Set<String> silentProviders) {
    if (outcome.complainedAt() != 0) {
      return COMPLAINED;
    }
    if (outcome.engagedAt() != 0) {
      return ARRIVED;
    }
    if (silentProviders.contains(outcome.provider())) {
      return DELIVERED_SILENTLY;
    }
    return outcome.deferredAt() != 0 ? DELIVERED_LATE : DELIVERED;
  }

  private static Situation bounced(Outcome outcome, boolean tookMailBefore) {
    if (outcome.bounceNamed() != null) {
      return FORWARDING_FAILED;
    }
    if (isOfOwnDomain(outcome)) {
      return OWN_DOMAIN;
    }
    return tookMailBefore && dependsOnOtherMail(outcome) ? HIDDEN_BLOCK : REFUSED;
  }

  /** Case 19: no other server was asked, or there would be the code of an SMTP reply. */
  private static boolean isOfOwnDomain(Outcome outcome) {
    boolean isWithoutReply = outcome.reply() == null || outcome.reply().code() == 0;
    return outcome.reason() == Reason.USER_UNKNOWN
        && outcome.deliveredAt() == 0
        && isWithoutReply
        && Address.domainOf(outcome.recipient()).equals(outcome.origin().fromDomain());
  }
}
