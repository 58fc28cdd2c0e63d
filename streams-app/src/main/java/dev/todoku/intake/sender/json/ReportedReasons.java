package dev.todoku.intake.sender.json;

import dev.todoku.bounce.Confidence;
import dev.todoku.bounce.Diagnosis;
import dev.todoku.bounce.Refusal;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why a message did not arrive, of what a service reports. The remote server's reply outranks the
 * service's class, which decides where the reply states nothing or leaves a guess.
 */
public final class ReportedReasons {
  private final ReplyClassifier rules;

  public ReportedReasons(ReplyClassifier rules) {
    this.rules = rules;
  }

  /**
   * A reason.
   *
   * @param by who states it, null where nobody does
   */
  public record Found(Reason reason, ReasonBy by) {}

  /** The reason; empty for what is no failure. */
  public Optional<Found> of(Reported reported, WebhookFormat format) {
    return switch (reported.kind()) {
      case BOUNCED, DEFERRED -> Optional.of(ofFailure(reported, format));
      case DROPPED ->
          Optional.of(
              new Found(format.reasonOf(reported).orElse(Reason.UNDEFINED), ReasonBy.STATED));
      case COMPLAINED -> Optional.of(new Found(Reason.FEEDBACK, ReasonBy.STATED));
      default -> Optional.empty();
    };
  }

  private Found ofFailure(Reported reported, WebhookFormat format) {
    Diagnosis diagnosis =
        rules.classify(
            new Refusal(
                reply(reported),
                reported.recipient().orElse(null),
                reported.details().get(ReportedDetail.REMOTE_HOST),
                reported.time().map(Instant::toEpochMilli).orElse(0L),
                reported.kind() == ReportedKind.BOUNCED));
    boolean isNamed = diagnosis.reason() != Reason.UNDEFINED;
    if (isNamed && diagnosis.confidence() != Confidence.GUESS) {
      return new Found(diagnosis.reason(), ReasonBy.RULES);
    }
    return format
        .reasonOf(reported)
        .filter(Predicate.not(Reason.UNDEFINED::equals))
        .map(stated -> new Found(stated, ReasonBy.STATED))
        .orElse(new Found(diagnosis.reason(), isNamed ? ReasonBy.GUESS : null));
  }

  /** What the remote server answered, as far as the service hands it on. */
  public static SmtpReply reply(Reported reported) {
    return new SmtpReply(
        reported.code().orElse(0),
        reported.status().filter(status -> status.length() <= Limits.STATUS).orElse(null),
        reported.reply().map(String::strip).orElse(null),
        null);
  }
}
