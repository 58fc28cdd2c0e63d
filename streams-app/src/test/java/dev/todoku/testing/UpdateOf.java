package dev.todoku.testing;

import dev.todoku.correlation.Correlated;
import dev.todoku.correlation.MessageFacts;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;

/** What Correlate passes on of an outcome: the facts that it follows from. */
public final class UpdateOf {
  private UpdateOf() {}

  /** The first that is known of a message. */
  public static Correlated first(Outcome outcome) {
    return after(null, outcome);
  }

  /** What is known now, after {@code before}, which may be null. */
  public static Correlated after(Outcome before, Outcome outcome) {
    return new Correlated(
        outcome.messageId(),
        outcome.provider(),
        before == null ? null : facts(before),
        facts(outcome));
  }

  /** Facts that come to {@code outcome}. */
  public static MessageFacts facts(Outcome outcome) {
    Mail mail =
        new Mail(
            outcome.messageId(),
            outcome.recipient(),
            outcome.queueId(),
            outcome.envelopeId(),
            outcome.origin());
    MessageFacts facts =
        MessageFacts.of(mail.send(outcome.sentAt() == 0 ? Mail.at("00:00") : outcome.sentAt()));
    if (outcome.lastDeferredAt() != 0) {
      facts = facts.merge(deferral(mail, outcome, outcome.lastDeferredAt()));
    } else if (outcome.temporaryReason() != null) {
      facts = facts.merge(deferral(mail, outcome, outcome.bouncedAt()));
    }
    if (outcome.deliveredAt() != 0) {
      facts = facts.merge(MessageFacts.of(mail.delivery(outcome.deliveredAt())));
    }
    if (outcome.status() == Status.BOUNCED) {
      facts = facts.merge(bounce(mail, outcome));
    } else if (outcome.status() == Status.EXPIRED) {
      facts = facts.merge(MessageFacts.ofServersOwn(mail.expiry(outcome.bouncedAt())));
    }
    if (outcome.engagedAt() != 0) {
      facts = facts.merge(MessageFacts.of(mail.open(outcome.engagedAt())));
    }
    if (outcome.complainedAt() != 0) {
      facts = facts.merge(MessageFacts.of(mail.complaint(outcome.complainedAt())));
    }
    return facts.at(outcome.provider());
  }

  private static MessageFacts deferral(Mail mail, Outcome outcome, long at) {
    boolean isDeferred = outcome.status() == Status.DEFERRED;
    Reason reason = isDeferred ? outcome.reason() : outcome.temporaryReason();
    SmtpReply reply = isDeferred ? outcome.reply() : Mail.TRY_LATER;
    return MessageFacts.of(mail.deferral(at, reason == null ? Reason.SYSTEM_ERROR : reason, reply));
  }

  private static MessageFacts bounce(Mail mail, Outcome outcome) {
    if (outcome.matchedBy() != null) {
      Bounce bounce = mail.bounceMessage(outcome.bouncedAt(), outcome.reason(), outcome.reply());
      return MessageFacts.ofMessage(bounce, mail.recipient(), null, MatchedBy.MESSAGE_ID);
    }
    return MessageFacts.ofServersOwn(
        mail.refusal(outcome.bouncedAt(), outcome.reason(), outcome.reply()));
  }
}
