package dev.todoku.testing;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.OutcomeBuilder;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;

/** Outcomes as Correlate publishes them, for tests of what comes behind it. */
public final class OutcomeOf {
  private final OutcomeBuilder outcome;

  private OutcomeOf(Mail mail) {
    outcome =
        Outcome.builder(mail.messageId(), mail.recipient())
            .identity(
                of ->
                    of.provider("docomo")
                        .queueId(mail.queueId())
                        .envelopeId(mail.envelopeId())
                        .origin(mail.origin())
                        .notice(mail.origin().isNotice()));
  }

  public static OutcomeOf mail(Mail mail) {
    return new OutcomeOf(mail);
  }

  public Outcome sent(long time) {
    outcome.failure(why -> why.fault(Fault.NONE));
    return build(Status.SENT, Reason.ON_HOLD, time);
  }

  public Outcome deferred(long time, Reason why, SmtpReply said) {
    outcome.times(at -> at.deferred(time, time)).failure(failure -> failure.reply(said));
    return build(Status.DEFERRED, why, time);
  }

  public OutcomeOf acceptedBefore(long time) {
    outcome.times(at -> at.delivered(time));
    return this;
  }

  /** A bounce message was matched with it. */
  public OutcomeOf matched() {
    outcome.failure(failure -> failure.matchedBy(MatchedBy.MESSAGE_ID));
    return this;
  }

  public Outcome delivered(long time) {
    outcome.times(at -> at.delivered(time));
    return build(Status.DELIVERED, Reason.DELIVERED, time);
  }

  public Outcome bounced(long time, Reason why, SmtpReply said) {
    outcome
        .times(at -> at.bounced(time))
        .failure(failure -> failure.reply(said).addressIsDead(why.saysAddressIsDead()));
    return build(Status.BOUNCED, why, time);
  }

  public Outcome expired(long time, Reason lasting) {
    outcome
        .times(at -> at.bounced(time))
        .failure(
            failure ->
                failure
                    .temporaryReason(lasting)
                    .fault(lasting == null ? Fault.RECEIVER_SYSTEM : lasting.fault()));
    return build(Status.EXPIRED, Reason.EXPIRED, time);
  }

  public Outcome opened(long time) {
    outcome.times(at -> at.engaged(time));
    return build(Status.DELIVERED, Reason.DELIVERED, time);
  }

  public Outcome complained(long time) {
    outcome.times(at -> at.complained(time));
    return build(Status.DELIVERED, Reason.DELIVERED, time);
  }

  public Outcome unsubscribed(long time) {
    outcome.times(at -> at.engaged(time).unsubscribed(time));
    return build(Status.DELIVERED, Reason.DELIVERED, time);
  }

  private Outcome build(Status status, Reason reason, long time) {
    return outcome
        .status(status, Hop.RECEIVING_SERVER)
        .failure(failure -> failure.reason(reason))
        .time(time)
        .build();
  }
}
