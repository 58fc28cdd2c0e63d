package dev.todoku.testing;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;

/** Outcomes as Correlate publishes them, for tests of what comes behind it. */
public final class OutcomeOf {
  private final Mail mail;
  private Status status = Status.DELIVERED;
  private Reason reason = Reason.DELIVERED;
  private Fault fault = Fault.NONE;
  private Reason temporaryReason;
  private SmtpReply reply;
  private MatchedBy matchedBy;
  private long time;
  private long deferredAt;
  private long deliveredAt;
  private long bouncedAt;
  private long engagedAt;
  private long complainedAt;

  private OutcomeOf(Mail mail) {
    this.mail = mail;
  }

  public static OutcomeOf mail(Mail mail) {
    return new OutcomeOf(mail);
  }

  public Outcome sent(long at) {
    return with(Status.SENT, Reason.ON_HOLD, at).outcome();
  }

  public Outcome deferred(long at, Reason why, SmtpReply said) {
    deferredAt = at;
    reply = said;
    return with(Status.DEFERRED, why, at).outcome();
  }

  public OutcomeOf acceptedBefore(long at) {
    deliveredAt = at;
    return this;
  }

  /** A bounce message was matched with it. */
  public OutcomeOf matched() {
    matchedBy = MatchedBy.MESSAGE_ID;
    return this;
  }

  public Outcome delivered(long at) {
    deliveredAt = at;
    return with(Status.DELIVERED, Reason.DELIVERED, at).outcome();
  }

  public Outcome bounced(long at, Reason why, SmtpReply said) {
    bouncedAt = at;
    reply = said;
    return with(Status.BOUNCED, why, at).outcome();
  }

  public Outcome expired(long at, Reason lasting) {
    bouncedAt = at;
    temporaryReason = lasting;
    with(Status.EXPIRED, Reason.EXPIRED, at);
    fault = lasting == null ? Fault.RECEIVER_SYSTEM : lasting.fault();
    return outcome();
  }

  public Outcome opened(long at) {
    engagedAt = at;
    return with(Status.DELIVERED, Reason.DELIVERED, at).outcome();
  }

  public Outcome complained(long at) {
    complainedAt = at;
    return with(Status.DELIVERED, Reason.DELIVERED, at).outcome();
  }

  private OutcomeOf with(Status status, Reason reason, long time) {
    this.status = status;
    this.reason = reason;
    this.time = time;
    fault = status == Status.SENT ? Fault.NONE : reason.fault();
    return this;
  }

  private Outcome outcome() {
    return new Outcome(
        mail.messageId(),
        mail.recipient(),
        "docomo",
        status,
        reason,
        fault,
        temporaryReason,
        Hop.RECEIVING_SERVER,
        status == Status.BOUNCED && reason.saysAddressIsDead(),
        1,
        time,
        0,
        deferredAt,
        deferredAt,
        deliveredAt,
        bouncedAt,
        engagedAt,
        complainedAt,
        reply,
        null,
        matchedBy,
        mail.origin().isNotice(),
        mail.queueId(),
        mail.envelopeId(),
        mail.origin());
  }
}
