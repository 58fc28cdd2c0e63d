package dev.todoku.explain;

import dev.todoku.message.AddressForm;
import dev.todoku.schema.Address;
import dev.todoku.schema.Fault;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  /** The recipient wants no more of its kind. */
  UNSUBSCRIBED,
  /** The mailbox answered by itself. */
  ANSWERED,
  COMPLAINED,
  EXPIRED,
  /** The address took it; the address that it forwards to did not. */
  FORWARDING_FAILED,
  /** Refused for the address or its mailbox, which accepted a later mail. */
  TAKEN_SINCE,
  /** Called unknown, and somebody who knows has let mail to the address pass again. */
  RESET_SINCE,
  /** "Unknown" for an address that took mail before. */
  HIDDEN_BLOCK,
  /** "Unknown" by the sending server itself, of an address in the sender's own domain. */
  OWN_DOMAIN,
  /** Called dead by a reply that may mean something else, for the first time. */
  DOUBTFUL,
  /** The address breaks RFC 5321 and was not quoted. */
  MALFORMED_ADDRESS,
  /** In the name of a domain in which anybody may have a mailbox, over a server of one's own. */
  FOREIGN_FROM,
  /** Refused for a reason that says it all. */
  REFUSED;

  /** What receivers say of mail that comes in a name that is not the sender's. */
  private static final Set<Reason> OF_SPOOFING =
      Set.of(Reason.AUTH_FAILURE, Reason.POLICY_VIOLATION, Reason.SECURITY_ERROR, Reason.REJECTED);

  /** Temporary refusals that waiting alone ends: what else they may be is for the reason to say. */
  private static final Set<Reason> OVER_BY_ITSELF =
      Set.of(
          Reason.UNDEFINED,
          Reason.ON_HOLD,
          Reason.SYSTEM_ERROR,
          Reason.SYSTEM_FULL,
          Reason.MAILER_ERROR,
          Reason.NETWORK_ERROR,
          Reason.EXPIRED);

  private static final Set<Fault> OF_RECIPIENT = Set.of(Fault.ADDRESS, Fault.MAILBOX);

  /** Reasons that providers give when they hide a block. */
  private static final Set<Reason> MASKS = Set.of(Reason.USER_UNKNOWN, Reason.FILTERED);

  /**
   * The situation of a message.
   *
   * @param outcome null when there is none yet
   * @param other how other mail to the address fared
   * @param knowledge what the tables say
   */
  static Situation of(@Nullable Outcome outcome, OtherMail other, Knowledge knowledge) {
    if (outcome == null) {
      return NO_ANSWER_YET;
    }
    if (outcome.stoppedAtHop() != null) {
      return atHop(outcome, outcome.stoppedAtHop());
    }
    boolean isRefused = outcome.status() == Status.DEFERRED || outcome.status().isFailure();
    if (isRefused
        && OF_SPOOFING.contains(why(outcome))
        && knowledge.mailboxDomains().contains(text(outcome.origin().fromDomain()))) {
      return FOREIGN_FROM;
    }
    return switch (outcome.status()) {
      case SENT, HANDED_ON, DISCARDED -> NO_ANSWER_YET;
      case DEFERRED -> DEFERRED;
      case EXPIRED -> isTakenSince(outcome, other) ? TAKEN_SINCE : EXPIRED;
      case DELIVERED -> delivered(outcome, knowledge.silentProviders());
      case BOUNCED -> bounced(outcome, other);
    };
  }

  private static Situation atHop(Outcome outcome, NextHop hop) {
    return switch (outcome.status()) {
      case HANDED_ON -> hop.kind() == HopKind.RELAY ? HANDED_ON : HANDED_ON_WITHIN;
      case DISCARDED -> DISCARDED;
      case DEFERRED -> DEFERRED_AT_HOP;
      case SENT, EXPIRED, DELIVERED, BOUNCED -> STOPPED_AT_HOP;
    };
  }

  private static Situation delivered(Outcome outcome, Set<String> silentProviders) {
    if (outcome.complainedAt() != 0) {
      return COMPLAINED;
    }
    if (outcome.unsubscribedAt() != 0) {
      return UNSUBSCRIBED;
    }
    if (outcome.engagedAt() != 0) {
      return ARRIVED;
    }
    if (outcome.autoRepliedAt() != 0) {
      return ANSWERED;
    }
    if (silentProviders.contains(outcome.provider())) {
      return DELIVERED_SILENTLY;
    }
    return outcome.deferredAt() != 0 ? DELIVERED_LATE : DELIVERED;
  }

  private static Situation bounced(Outcome outcome, OtherMail other) {
    if (outcome.bounceNamed() != null) {
      return FORWARDING_FAILED;
    }
    if (isOfOwnDomain(outcome)) {
      return OWN_DOMAIN;
    }
    if (outcome.reason() == Reason.SYNTAX_ERROR && AddressForm.needsQuotes(outcome.recipient())) {
      return MALFORMED_ADDRESS;
    }
    if (isTakenSince(outcome, other)) {
      return TAKEN_SINCE;
    }
    if (outcome.reason().saysAddressIsDead() && other.resetAt() > outcome.bouncedAt()) {
      return RESET_SINCE;
    }
    if (other.takenBefore() != 0 && MASKS.contains(outcome.reason())) {
      return HIDDEN_BLOCK;
    }
    boolean isDoubtful = outcome.reason().saysAddressIsDead() && !outcome.addressIsDead();
    return isDoubtful ? DOUBTFUL : REFUSED;
  }

  /** Whether the address has shown since that it lives and takes mail. */
  private static boolean isTakenSince(Outcome outcome, OtherMail other) {
    return other.takenSince() != 0 && OF_RECIPIENT.contains(outcome.fault());
  }

  /** Why a message failed: what a queue had to wait for, where that is known. */
  static Reason why(Outcome outcome) {
    return outcome.temporaryReason() == null ? outcome.reason() : outcome.temporaryReason();
  }

  /** Whether the answer follows from the reason. */
  boolean isAboutReason(Outcome outcome) {
    return switch (this) {
      case REFUSED -> true;
      case DEFERRED, EXPIRED -> !OVER_BY_ITSELF.contains(why(outcome));
      default -> false;
    };
  }

  /**
   * {@code outcome} as this situation has it: whose problem it is, and whether the address lives.
   */
  Outcome judged(Outcome outcome) {
    return switch (this) {
      case HIDDEN_BLOCK -> outcome.judged(Fault.REPUTATION, false);
      case TAKEN_SINCE, RESET_SINCE ->
          outcome.judged(outcome.fault() == Fault.ADDRESS ? Fault.UNKNOWN : outcome.fault(), false);
      case OWN_DOMAIN -> outcome.judged(Fault.SENDER_SYSTEM, false);
      case FOREIGN_FROM -> outcome.judged(Fault.AUTHENTICATION, false);
      default -> outcome;
    };
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
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
