package dev.todoku.streams;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.DiagnosisConfidence;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was refused, for events from everywhere: one set of rules reads the replies of
 * logs, of bounce messages and of what applications and services write themselves.
 */
public final class EventReasons {
  private final ReplyClassifier rules;

  public EventReasons(ReplyClassifier rules) {
    this.rules = rules;
  }

  /** {@code event} with the reason that its reply gives, unless its writer states one. */
  public MailEvent orByRules(MailEvent event) {
    if (event instanceof Bounce bounce && bounce.reasonBy() == null) {
      if (bounce.reason() != Reason.UNDEFINED) {
        return bounce.classified(bounce.reason(), ReasonBy.STATED);
      }
      BounceDiagnosis diagnosis = diagnose(bounce);
      return isGivenUp(bounce)
          ? bounce.classified(Reason.EXPIRED, ReasonBy.RULES)
          : bounce.classified(diagnosis.reason(), by(diagnosis));
    }
    if (event instanceof Deferral deferral && deferral.reasonBy() == null) {
      if (deferral.reason() != Reason.UNDEFINED) {
        return deferral.classified(deferral.reason(), ReasonBy.STATED);
      }
      BounceDiagnosis diagnosis = diagnose(deferral);
      return deferral.classified(diagnosis.reason(), by(diagnosis));
    }
    return event;
  }

  /** {@code event}, which an intake has read by the rules, saying so. */
  MailEvent byRules(MailEvent event) {
    if (event instanceof Bounce bounce) {
      return bounce.classified(bounce.reason(), by(diagnose(bounce), bounce.reason()));
    }
    return event instanceof Deferral deferral
        ? deferral.classified(deferral.reason(), by(diagnose(deferral), deferral.reason()))
        : event;
  }

  private BounceDiagnosis diagnose(Bounce bounce) {
    boolean isReport = bounce.kind() == Bounce.Kind.OUT_OF_BAND;
    return rules.classify(
        new RefusedReply(
            bounce.reply(),
            bounce.recipient(),
            bounce.envelopeFrom(),
            bounce.remoteHost() == null ? bounce.reportingHost() : bounce.remoteHost(),
            isReport ? bounce.reportingHost() : null,
            bounce.time(),
            true));
  }

  private BounceDiagnosis diagnose(Deferral deferral) {
    return rules.classify(
        new RefusedReply(
            deferral.reply(), deferral.recipient(), deferral.remoteHost(), deferral.time(), false));
  }

  /** Case 10: the queue gave up on what the receiving server had called temporary. */
  private static boolean isGivenUp(Bounce bounce) {
    SmtpReply reply = bounce.reply();
    boolean isTemporary =
        reply.code() < 500 && reply.status() != null && reply.status().startsWith("4.");
    return bounce.kind() == Bounce.Kind.QUEUE_EXPIRY
        || (bounce.kind() == Bounce.Kind.OUT_OF_BAND && isTemporary);
  }

  private static @Nullable ReasonBy by(BounceDiagnosis diagnosis) {
    return by(diagnosis, diagnosis.reason());
  }

  private static @Nullable ReasonBy by(BounceDiagnosis diagnosis, Reason reason) {
    if (reason == Reason.UNDEFINED) {
      return null;
    }
    boolean isGuess =
        diagnosis.reason() == reason && diagnosis.confidence() == DiagnosisConfidence.GUESS;
    return isGuess ? ReasonBy.GUESS : ReasonBy.RULES;
  }
}
