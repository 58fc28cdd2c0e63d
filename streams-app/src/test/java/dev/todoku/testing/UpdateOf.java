package dev.todoku.testing;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.wire.MessageUpdate;

/** What Correlate passes on of an outcome: the facts that it follows from. */
public final class UpdateOf {
  private UpdateOf() {}

  /** The first that is known of a message. */
  public static MessageUpdate first(Outcome outcome) {
    return after(null, outcome);
  }

  /** What is known now, after {@code before}, which may be null. */
  public static MessageUpdate after(Outcome before, Outcome outcome) {
    return new MessageUpdate(
        outcome.messageId(),
        outcome.provider(),
        before == null ? null : facts(before),
        facts(outcome));
  }

  /** Facts that come to {@code outcome}. */
  public static MessageState facts(Outcome outcome) {
    Mail mail =
        new Mail(
            outcome.messageId(),
            outcome.recipient(),
            outcome.queueId(),
            outcome.envelopeId(),
            outcome.origin());
    MessageState state =
        EventState.of(mail.send(outcome.sentAt() == 0 ? Mail.at("00:00") : outcome.sentAt()));
    if (outcome.lastDeferredAt() != 0) {
      state = state.merge(deferral(mail, outcome, outcome.lastDeferredAt()));
    } else if (outcome.temporaryReason() != null) {
      state = state.merge(deferral(mail, outcome, outcome.bouncedAt()));
    }
    if (outcome.deliveredAt() != 0) {
      state = state.merge(EventState.of(mail.delivery(outcome.deliveredAt())));
    }
    if (outcome.status() == Status.BOUNCED) {
      state = state.merge(bounce(mail, outcome));
    } else if (outcome.status() == Status.EXPIRED) {
      state = state.merge(EventState.ofServersOwn(mail.expiry(outcome.bouncedAt())));
    }
    if (outcome.engagedAt() != 0) {
      state = state.merge(EventState.of(mail.open(outcome.engagedAt())));
    }
    if (outcome.unsubscribedAt() != 0) {
      state = state.merge(EventState.of(mail.unsubscription(outcome.unsubscribedAt())));
    }
    if (outcome.complainedAt() != 0) {
      state = state.merge(EventState.of(mail.complaint(outcome.complainedAt())));
    }
    return state.at(outcome.provider());
  }

  private static MessageState deferral(Mail mail, Outcome outcome, long at) {
    boolean isDeferred = outcome.status() == Status.DEFERRED;
    Reason reason = isDeferred ? outcome.reason() : outcome.temporaryReason();
    SmtpReply reply = isDeferred ? outcome.reply() : Mail.TRY_LATER;
    return EventState.of(mail.deferral(at, reason == null ? Reason.SYSTEM_ERROR : reason, reply));
  }

  private static MessageState bounce(Mail mail, Outcome outcome) {
    if (outcome.matchedBy() != null) {
      Bounce bounce = mail.bounceMessage(outcome.bouncedAt(), outcome.reason(), outcome.reply());
      return EventState.ofMessage(bounce, mail.recipient(), null, MatchedBy.MESSAGE_ID);
    }
    return EventState.ofServersOwn(
        mail.refusal(outcome.bouncedAt(), outcome.reason(), outcome.reply()));
  }
}
