package dev.todoku.correlation;

import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.ReturnedReport;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.Comparator;
import java.util.List;

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
  public static Outcome of(MessageFacts all, String messageId, String provider) {
    MessageFacts proven = all.counted(false, false);
    HopStanding hop = hop(proven);
    MessageFacts facts = hop == null ? proven.atRecipient() : proven.atRecipient().with(hop.at());
    Status status = hop == null ? status(facts) : hop.status();
    List<ReturnedReport> reports = all.returned();
    boolean isForwarding = status == Status.BOUNCED && facts.bounceNamed() != null;
    Reason reason = reason(facts, status);
    boolean isCalledDead =
        hop == null && status == Status.BOUNCED && !isForwarding && reason.saysAddressIsDead();
    boolean isDead = isCalledDead && !DOUBTFUL.covers(facts.bounce(), provider);
    Reason temporaryReason =
        status == Status.EXPIRED && facts.deferral() != null ? facts.deferral().reason() : null;
    return new Outcome(
        Resends.messageId(messageId),
        facts.recipient(),
        provider,
        status,
        reason,
        hop != null
            ? fault(hop)
            : isCalledDead && !isDead
                ? Fault.UNKNOWN
                : fault(status, reason, temporaryReason, isForwarding),
        temporaryReason,
        hop == null
            ? checkpoint(status, temporaryReason == null ? reason : temporaryReason)
            : Checkpoint.SENDING_SERVER,
        isDead,
        revision(all),
        latest(all),
        facts.sentAt(),
        facts.deferral() == null ? 0 : facts.deferral().firstAt(),
        facts.deferral() == null ? 0 : facts.deferral().lastAt(),
        facts.deliveredAt(),
        failedAt(facts, status),
        facts.engagedAt(),
        facts.complainedAt(),
        reply(facts, status),
        facts.bounceNamed(),
        facts.matchedBy(),
        facts.origin().isNotice(),
        facts.queueId(),
        facts.envelopeId(),
        facts.origin(),
        reports.stream().map(ReturnedReport::evidence).max(Comparator.naturalOrder()).orElse(null),
        reports,
        hop == null ? null : hop.at().hop(),
        HopSteps.of(all),
        reasonBy(facts, status),
        all.autoRepliedAt(),
        all.details());
  }

  /** The hop that the message stands at, null when the recipient's server has the last word. */
  private static HopStanding hop(MessageFacts proven) {
    HopStanding hop = proven.atHops();
    MessageFacts atRecipient = proven.atRecipient();
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
   * outranks the queue's expiry, which a log tells for the whole message and not per recipient. An
   * automatic reply is no refusal (case 34).
   *
   * @param facts of the recipient's server alone
   */
  private static Status status(MessageFacts facts) {
    if (facts.bounce() != null && facts.bounce().reason() != Reason.VACATION) {
      return facts.bounce().reason() == Reason.EXPIRED ? Status.EXPIRED : Status.BOUNCED;
    }
    if (facts.deliveredAt() != 0 || facts.engagedAt() != 0) {
      return Status.DELIVERED;
    }
    if (facts.expiredAt() != 0) {
      return Status.EXPIRED;
    }
    return facts.deferral() != null ? Status.DEFERRED : Status.SENT;
  }

  /** Whether anything is known of a message but that it was sent. */
  public static boolean isAnswered(MessageFacts facts) {
    MessageFacts proven = facts.counted(false, false);
    return status(proven.atRecipient()) != Status.SENT || proven.atHops() != null;
  }

  private static Reason reason(MessageFacts facts, Status status) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED -> Reason.ON_HOLD;
      case DEFERRED -> facts.deferral().reason();
      case EXPIRED -> Reason.EXPIRED;
      case DELIVERED -> Reason.DELIVERED;
      case BOUNCED ->
          AddressForm.isAtFault(facts.recipient(), facts.bounce())
              ? Reason.SYNTAX_ERROR
              : facts.bounce().reason();
    };
  }

  private static ReasonBy reasonBy(MessageFacts facts, Status status) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED, DELIVERED -> null;
      case DEFERRED -> facts.deferral().by();
      case EXPIRED -> facts.deferral() == null ? null : facts.deferral().by();
      case BOUNCED -> facts.bounce().by();
    };
  }

  /**
   * Whose problem it is. Where another address is named, the recipient's mailbox passed the mail on
   * to it: that says nothing of the address that it was sent to (case 14).
   */
  private static Fault fault(
      Status status, Reason reason, Reason temporaryReason, boolean isForwarding) {
    if (isForwarding) {
      return Fault.MAILBOX;
    }
    if (status == Status.SENT) {
      return Fault.NONE;
    }
    return temporaryReason == null ? reason.fault() : temporaryReason.fault();
  }

  private static Checkpoint checkpoint(Status status, Reason reason) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED -> Checkpoint.SENDING_SERVER;
      case DELIVERED -> Checkpoint.MAIL_CLIENT;
      case DEFERRED, EXPIRED, BOUNCED ->
          switch (reason) {
            case HOST_UNKNOWN, NOT_ACCEPT, NETWORK_ERROR, SUPPRESSED -> Checkpoint.SENDING_SERVER;
            default -> Checkpoint.RECEIVING_SERVER;
          };
    };
  }

  private static SmtpReply reply(MessageFacts facts, Status status) {
    if (status == Status.BOUNCED) {
      return facts.bounce().reply();
    }
    if (status == Status.DEFERRED || (status == Status.EXPIRED && facts.deferral() != null)) {
      return facts.deferral().reply();
    }
    return status == Status.EXPIRED && facts.bounce() != null ? facts.bounce().reply() : null;
  }

  private static long failedAt(MessageFacts facts, Status status) {
    if (!status.isFailure()) {
      return 0;
    }
    return facts.bounce() == null ? facts.expiredAt() : facts.bounce().at();
  }

  private static int revision(MessageFacts facts) {
    boolean expiryStands = facts.expiredAt() != 0 && facts.deliveredAt() == 0;
    return count(facts.sentAt() != 0)
        + count(facts.deferral() != null)
        + count(facts.deliveredAt() != 0)
        + count(expiryStands)
        + count(facts.bounce() != null)
        + count(facts.matchedBy() != null)
        + count(facts.engagedAt() != 0)
        + count(facts.complainedAt() != 0)
        + count(facts.autoRepliedAt() != 0)
        + facts.reports().count()
        + facts.way().kinds();
  }

  private static int count(boolean known) {
    return known ? 1 : 0;
  }

  static long latest(MessageFacts facts) {
    long latest = Math.max(facts.reports().latest(), Math.max(facts.sentAt(), facts.deliveredAt()));
    if (facts.deferral() != null) {
      latest = Math.max(latest, facts.deferral().lastAt());
    }
    if (facts.bounce() != null) {
      latest = Math.max(latest, facts.bounce().at());
    }
    if (facts.deliveredAt() == 0) {
      latest = Math.max(latest, facts.expiredAt());
    }
    latest = Math.max(latest, Math.max(facts.autoRepliedAt(), facts.way().latest()));
    return Math.max(latest, Math.max(facts.engagedAt(), facts.complainedAt()));
  }
}
