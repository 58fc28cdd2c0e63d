package dev.todoku.message;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.OutcomeBuilder;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a set of facts comes to. */
public final class Outcomes {
  private static final DoubtfulReplies DOUBTFUL = DoubtfulReplies.load();

  private Outcomes() {}

  /**
   * The outcome of the facts: that of the last hop that is known, of what is proven, and with the
   * reports that are not.
   *
   * @param all the facts
   * @param messageId Message-ID in normal form, or its {@link Resends#name}
   * @param provider who runs the recipient's mailbox
   */
  public static Outcome of(MessageState all, String messageId, String provider) {
    MessageState proven = all.counted(false, false);
    HopStanding hop = hop(proven);
    MessageState state = hop == null ? proven.atRecipient() : proven.atRecipient().with(hop.at());
    Status status = hop == null ? status(state) : hop.status();
    boolean isForwarding = status == Status.BOUNCED && state.bounceNamed() != null;
    Reason reason = reason(state, status);
    boolean isCalledDead =
        hop == null && status == Status.BOUNCED && !isForwarding && reason.saysAddressIsDead();
    boolean isDead = isCalledDead && !DOUBTFUL.covers(bounce(state), provider);
    Reason temporaryReason =
        status == Status.EXPIRED && state.deferral() != null ? state.deferral().reason() : null;
    Fault ofRecipient =
        isCalledDead && !isDead
            ? Fault.UNKNOWN
            : fault(status, reason, temporaryReason, isForwarding);
    Hop stoppedAt =
        hop == null
            ? checkpoint(status, temporaryReason == null ? reason : temporaryReason)
            : Hop.SENDING_SERVER;
    return Outcome.builder(Resends.messageId(messageId), state.recipient())
        .identity(of -> setIdentity(of.provider(provider), state))
        .status(status, stoppedAt)
        .times(
            at ->
                setTimes(at, state, status)
                    .autoReplied(all.autoRepliedAt())
                    .unsubscribed(all.unsubscribedAt()))
        .failure(
            why ->
                why.reason(reason)
                    .reasonBy(reasonBy(state, status))
                    .temporaryReason(temporaryReason)
                    .fault(hop == null ? ofRecipient : fault(hop))
                    .addressIsDead(isDead)
                    .reply(reply(state, status))
                    .deferralReply(state.deferral() == null ? null : state.deferral().reply())
                    .bounceNamed(state.bounceNamed())
                    .matchedBy(state.matchedBy()))
        .way(hop == null ? null : hop.at().hop(), HopSteps.of(all))
        .reports(all.returned())
        .revision(revision(all))
        .time(latest(all))
        .details(all.details())
        .build();
  }

  private static void setIdentity(OutcomeBuilder.Identity identity, MessageState state) {
    identity
        .queueId(state.queueId())
        .envelopeId(state.envelopeId())
        .origin(state.origin())
        .notice(state.origin().isNotice());
  }

  private static OutcomeBuilder.Times setTimes(
      OutcomeBuilder.Times times, MessageState state, Status status) {
    Deferrals deferral = state.deferral();
    return times
        .sent(state.sentAt())
        .deferred(
            deferral == null ? 0 : deferral.firstAt(), deferral == null ? 0 : deferral.lastAt())
        .deferrals(deferral == null ? 0 : deferral.count())
        .delivered(state.deliveredAt())
        .bounced(failedAt(state, status))
        .engaged(state.engagedAt())
        .complained(state.complainedAt());
  }

  /** The hop that the message stands at, null when the recipient's server has the last word. */
  private static @Nullable HopStanding hop(MessageState proven) {
    HopStanding hop = proven.atHops();
    MessageState atRecipient = proven.atRecipient();
    return hop != null && hop.outranks(status(atRecipient), atRecipient) ? hop : null;
  }

  /** What fails at a filter or relay of the sending side is that side's problem. */
  private static Fault fault(HopStanding hop) {
    return hop.status() == Status.DEFERRED || hop.status().isFailure()
        ? Fault.SENDER_SYSTEM
        : Fault.NONE;
  }

  /**
   * A refusal outranks an earlier acceptance (case 11: accepted, then bounced); an acceptance
   * outranks the queue's expiry, which a log says for the whole message and not per recipient. An
   * automatic reply is no refusal (case 34).
   *
   * @param state of the recipient's server alone
   */
  private static Status status(MessageState state) {
    if (state.bounce() != null && state.bounce().reason() != Reason.VACATION) {
      return state.bounce().reason() == Reason.EXPIRED ? Status.EXPIRED : Status.BOUNCED;
    }
    if (state.deliveredAt() != 0 || state.engagedAt() != 0) {
      return Status.DELIVERED;
    }
    if (state.expiredAt() != 0) {
      return Status.EXPIRED;
    }
    return state.deferral() != null ? Status.DEFERRED : Status.SENT;
  }

  /** Whether anything is known of a message but that it was sent. */
  public static boolean isAnswered(MessageState state) {
    MessageState proven = state.counted(false, false);
    return status(proven.atRecipient()) != Status.SENT || proven.atHops() != null;
  }

  private static Reason reason(MessageState state, Status status) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED -> Reason.ON_HOLD;
      case DEFERRED -> deferral(state).reason();
      case EXPIRED -> Reason.EXPIRED;
      case DELIVERED -> Reason.DELIVERED;
      case BOUNCED ->
          AddressForm.isAtFault(state.recipient(), bounce(state))
              ? Reason.SYNTAX_ERROR
              : bounce(state).reason();
    };
  }

  /** That of what is {@link Status#BOUNCED}: nothing is without one. */
  private static FinalRefusal bounce(MessageState state) {
    return Objects.requireNonNull(state.bounce());
  }

  /** That of what is {@link Status#DEFERRED}: nothing is without one. */
  private static Deferrals deferral(MessageState state) {
    return Objects.requireNonNull(state.deferral());
  }

  private static @Nullable ReasonBy reasonBy(MessageState state, Status status) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED, DELIVERED -> null;
      case DEFERRED -> deferral(state).by();
      case EXPIRED -> state.deferral() == null ? null : state.deferral().by();
      case BOUNCED -> bounce(state).by();
    };
  }

  /**
   * Whose problem it is. Where another address is named, the recipient's mailbox passed the mail on
   * to it: that says nothing of the address that it was sent to (case 14).
   */
  private static Fault fault(
      Status status, Reason reason, @Nullable Reason temporaryReason, boolean isForwarding) {
    if (isForwarding) {
      return Fault.MAILBOX;
    }
    if (status == Status.SENT) {
      return Fault.NONE;
    }
    return temporaryReason == null ? reason.fault() : temporaryReason.fault();
  }

  private static Hop checkpoint(Status status, Reason reason) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED -> Hop.SENDING_SERVER;
      case DELIVERED -> Hop.MAIL_CLIENT;
      case DEFERRED, EXPIRED, BOUNCED ->
          switch (reason) {
            case HOST_UNKNOWN, NOT_ACCEPT, NETWORK_ERROR, SUPPRESSED -> Hop.SENDING_SERVER;
            default -> Hop.RECEIVING_SERVER;
          };
    };
  }

  private static @Nullable SmtpReply reply(MessageState state, Status status) {
    if (status == Status.BOUNCED) {
      return bounce(state).reply();
    }
    if (status == Status.DEFERRED || (status == Status.EXPIRED && state.deferral() != null)) {
      return deferral(state).reply();
    }
    return status == Status.EXPIRED && state.bounce() != null ? state.bounce().reply() : null;
  }

  private static long failedAt(MessageState state, Status status) {
    if (!status.isFailure()) {
      return 0;
    }
    return state.bounce() == null ? state.expiredAt() : state.bounce().at();
  }

  private static int revision(MessageState state) {
    boolean expiryStands = state.expiredAt() != 0 && state.deliveredAt() == 0;
    return count(state.sentAt() != 0)
        + count(state.deferral() != null)
        + count(state.deliveredAt() != 0)
        + count(expiryStands)
        + count(state.bounce() != null)
        + count(state.matchedBy() != null)
        + count(state.engagedAt() != 0)
        + count(state.complainedAt() != 0)
        + count(state.autoRepliedAt() != 0)
        + count(state.unsubscribedAt() != 0)
        + state.reports().count()
        + state.way().kinds();
  }

  private static int count(boolean known) {
    return known ? 1 : 0;
  }

  public static long latest(MessageState state) {
    long latest = Math.max(state.reports().latest(), Math.max(state.sentAt(), state.deliveredAt()));
    if (state.deferral() != null) {
      latest = Math.max(latest, state.deferral().lastAt());
    }
    if (state.bounce() != null) {
      latest = Math.max(latest, state.bounce().at());
    }
    if (state.deliveredAt() == 0) {
      latest = Math.max(latest, state.expiredAt());
    }
    latest = Math.max(latest, Math.max(state.autoRepliedAt(), state.way().latest()));
    latest = Math.max(latest, state.unsubscribedAt());
    return Math.max(latest, Math.max(state.engagedAt(), state.complainedAt()));
  }
}
