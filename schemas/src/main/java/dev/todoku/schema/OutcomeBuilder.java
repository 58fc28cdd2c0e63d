package dev.todoku.schema;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Outcome} by its parts: whose it is, what became of it, when, and why it failed.
 *
 * <pre>{@code
 * Outcome outcome =
 *     Outcome.builder("m1@shop.example", "hanako@docomo.ne.jp")
 *         .identity(of -> of.provider("docomo").origin(origin))
 *         .status(Status.BOUNCED, Hop.RECEIVING_SERVER)
 *         .times(at -> at.sent(sentAt).bounced(bouncedAt))
 *         .failure(why -> why.reason(Reason.USER_UNKNOWN).addressIsDead(true).reply(reply))
 *         .build();
 * }</pre>
 *
 * <p>What is not set is unknown. Not thread-safe.
 */
public final class OutcomeBuilder {
  private final Identity identity;
  private final Times times = new Times();
  private final Failure failure = new Failure();
  private Status status = Status.SENT;
  private Hop stoppedAt = Hop.SENDING_SERVER;
  private @Nullable NextHop stoppedAtHop;
  private List<HopStep> way = List.of();
  private List<ReturnedReport> reports = List.of();
  private int revision = 1;
  private long time;
  private @Nullable SendDetails details;

  OutcomeBuilder(String messageId, String recipient) {
    identity = new Identity(messageId, recipient);
  }

  OutcomeBuilder(Outcome known) {
    identity = new Identity(known.messageId(), known.recipient());
    identity
        .provider(known.provider())
        .queueId(known.queueId())
        .envelopeId(known.envelopeId())
        .origin(known.origin())
        .notice(known.notice());
    times
        .sent(known.sentAt())
        .deferred(known.deferredAt(), known.lastDeferredAt())
        .deferrals(known.deferrals())
        .delivered(known.deliveredAt())
        .bounced(known.bouncedAt())
        .engaged(known.engagedAt())
        .complained(known.complainedAt())
        .autoReplied(known.autoRepliedAt())
        .unsubscribed(known.unsubscribedAt());
    failure
        .reason(known.reason())
        .reasonBy(known.reasonBy())
        .temporaryReason(known.temporaryReason())
        .fault(known.fault())
        .addressIsDead(known.addressIsDead())
        .reply(known.reply())
        .deferralReply(known.deferralReply())
        .bounceNamed(known.bounceNamed())
        .matchedBy(known.matchedBy());
    status = known.status();
    stoppedAt = known.stoppedAt();
    stoppedAtHop = known.stoppedAtHop();
    way = known.way();
    reports = known.reports();
    revision = known.revision();
    time = known.time();
    details = known.details();
  }

  /** Sets whose outcome it is. */
  public OutcomeBuilder identity(Consumer<Identity> part) {
    part.accept(identity);
    return this;
  }

  /** Sets what became of the message, and where it stopped or how far it came. */
  public OutcomeBuilder status(Status what, Hop where) {
    status = what;
    stoppedAt = where;
    return this;
  }

  /** Sets when what happened. */
  public OutcomeBuilder times(Consumer<Times> part) {
    part.accept(times);
    return this;
  }

  /** Sets why it failed; of what did not fail, the reason alone. */
  public OutcomeBuilder failure(Consumer<Failure> part) {
    part.accept(failure);
    return this;
  }

  /**
   * Sets the way before the recipient's server.
   *
   * @param stopped the filter or relay that the status is about, null when it is about none
   * @param steps what became of it at each, by time
   */
  public OutcomeBuilder way(@Nullable NextHop stopped, List<HopStep> steps) {
    stoppedAtHop = stopped;
    way = steps;
    return this;
  }

  /** Sets what came back by mail; how well it is proven follows from it. */
  public OutcomeBuilder reports(List<ReturnedReport> returned) {
    reports = returned;
    return this;
  }

  /** Sets how many kinds of event are known, 1 when not set. */
  public OutcomeBuilder revision(int number) {
    revision = number;
    return this;
  }

  /** Sets when the latest event happened; the latest of the times when not set. */
  public OutcomeBuilder time(long latest) {
    time = latest;
    return this;
  }

  public OutcomeBuilder details(SendDetails known) {
    details = known;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field that every outcome has is missing or out of
   *     bounds
   */
  public Outcome build() {
    return new Outcome(
        identity.messageId,
        identity.recipient,
        identity.provider,
        status,
        failure.reason,
        failure.fault == null ? failure.reason.fault() : failure.fault,
        failure.temporaryReason,
        stoppedAt,
        failure.addressIsDead,
        revision,
        time == 0 ? times.latest() : time,
        times.sentAt,
        times.deferredAt,
        times.lastDeferredAt,
        times.deferrals,
        times.deliveredAt,
        times.bouncedAt,
        times.engagedAt,
        times.complainedAt,
        failure.reply,
        failure.bounceNamed,
        failure.matchedBy,
        identity.notice,
        identity.queueId,
        identity.envelopeId,
        identity.origin,
        reports.stream().map(ReturnedReport::evidence).max(Comparator.naturalOrder()).orElse(null),
        reports,
        stoppedAtHop,
        way,
        failure.reasonBy,
        times.autoRepliedAt,
        times.unsubscribedAt,
        failure.deferralReply,
        details);
  }

  /** Whose outcome it is. */
  public static final class Identity {
    private final String messageId;
    private final String recipient;
    private String provider;
    private @Nullable String queueId;
    private @Nullable String envelopeId;
    private Origin origin = Origin.UNKNOWN;
    private boolean notice;

    private Identity(String messageId, String recipient) {
      this.messageId = messageId;
      this.recipient = recipient;
      this.provider = Address.domainOf(recipient);
    }

    /** Sets who runs the mailbox; the domain of the recipient when not set. */
    public Identity provider(String name) {
      provider = name;
      return this;
    }

    public Identity queueId(@Nullable String id) {
      queueId = id;
      return this;
    }

    /** Sets the ENVID (RFC 3461 section 4.4) or VERP token. */
    public Identity envelopeId(@Nullable String id) {
      envelopeId = id;
      return this;
    }

    public Identity origin(Origin from) {
      origin = from;
      return this;
    }

    /** Sets whether the message is itself a notice. */
    public Identity notice(boolean isNotice) {
      notice = isNotice;
      return this;
    }
  }

  /** When what happened, epoch milliseconds; 0 for what did not. */
  public static final class Times {
    private long sentAt;
    private long deferredAt;
    private long lastDeferredAt;
    private int deferrals;
    private long deliveredAt;
    private long bouncedAt;
    private long engagedAt;
    private long complainedAt;
    private long autoRepliedAt;
    private long unsubscribedAt;

    private Times() {}

    public Times sent(long time) {
      sentAt = time;
      return this;
    }

    public Times deferred(long first, long last) {
      deferredAt = first;
      lastDeferredAt = last;
      return this;
    }

    /** Sets how often it was deferred. */
    public Times deferrals(int count) {
      deferrals = count;
      return this;
    }

    public Times delivered(long time) {
      deliveredAt = time;
      return this;
    }

    public Times bounced(long time) {
      bouncedAt = time;
      return this;
    }

    public Times engaged(long time) {
      engagedAt = time;
      return this;
    }

    public Times complained(long time) {
      complainedAt = time;
      return this;
    }

    public Times autoReplied(long time) {
      autoRepliedAt = time;
      return this;
    }

    public Times unsubscribed(long time) {
      unsubscribedAt = time;
      return this;
    }

    private long latest() {
      long failure = Math.max(lastDeferredAt, bouncedAt);
      long answer =
          Math.max(Math.max(engagedAt, complainedAt), Math.max(autoRepliedAt, unsubscribedAt));
      return Math.max(Math.max(sentAt, deliveredAt), Math.max(failure, answer));
    }
  }

  /** Why it failed. */
  public static final class Failure {
    private Reason reason = Reason.ON_HOLD;
    private @Nullable ReasonBy reasonBy;
    private @Nullable Reason temporaryReason;
    private @Nullable Fault fault;
    private boolean addressIsDead;
    private @Nullable SmtpReply reply;
    private @Nullable SmtpReply deferralReply;
    private @Nullable String bounceNamed;
    private @Nullable MatchedBy matchedBy;

    private Failure() {}

    public Failure reason(Reason why) {
      reason = why;
      return this;
    }

    public Failure reasonBy(@Nullable ReasonBy who) {
      reasonBy = who;
      return this;
    }

    /** Sets, for what expired, why the last attempt was deferred. */
    public Failure temporaryReason(@Nullable Reason why) {
      temporaryReason = why;
      return this;
    }

    /** Sets whose problem it is; that of the reason when not set. */
    public Failure fault(Fault whose) {
      fault = whose;
      return this;
    }

    public Failure addressIsDead(boolean isDead) {
      addressIsDead = isDead;
      return this;
    }

    public Failure reply(@Nullable SmtpReply said) {
      reply = said;
      return this;
    }

    /** Sets what the server said that deferred it last. */
    public Failure deferralReply(@Nullable SmtpReply said) {
      deferralReply = said;
      return this;
    }

    /** Sets the address that the bounce named when it is another one. */
    public Failure bounceNamed(@Nullable String address) {
      bounceNamed = address;
      return this;
    }

    /** Sets how a bounce message was matched. */
    public Failure matchedBy(@Nullable MatchedBy by) {
      matchedBy = by;
      return this;
    }
  }
}
