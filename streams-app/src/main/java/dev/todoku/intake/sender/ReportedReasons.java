package dev.todoku.intake.sender;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.DiagnosisConfidence;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a message did not arrive, of what a sender reports. The remote server's reply outranks the
 * sender's class, which decides where the reply states nothing or leaves a guess.
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
  public record Found(Reason reason, @Nullable ReasonBy by) {}

  /**
   * The reason; empty for what is no failure.
   *
   * @param classes the reason that the sender's own class states, empty when it states none
   */
  public Optional<Found> of(Reported reported, Function<Reported, Optional<Reason>> classes) {
    return switch (reported.kind()) {
      case BOUNCED, DEFERRED -> Optional.of(ofFailure(reported, classes));
      case DROPPED ->
          Optional.of(new Found(classes.apply(reported).orElse(Reason.UNDEFINED), ReasonBy.STATED));
      case COMPLAINED -> Optional.of(new Found(Reason.FEEDBACK, ReasonBy.STATED));
      default -> Optional.empty();
    };
  }

  private Found ofFailure(Reported reported, Function<Reported, Optional<Reason>> classes) {
    if (reported.details().containsKey(ReportedDetail.EXPIRED)) {
      return new Found(Reason.EXPIRED, ReasonBy.STATED);
    }
    BounceDiagnosis diagnosis =
        rules.classify(
            new RefusedReply(
                reply(reported),
                reported.recipient().orElse(null),
                reported.details().get(ReportedDetail.REMOTE_HOST),
                reported.time().map(Instant::toEpochMilli).orElse(0L),
                reported.kind() == ReportedKind.BOUNCED));
    boolean isNamed = diagnosis.reason() != Reason.UNDEFINED;
    if (isNamed && diagnosis.confidence() != DiagnosisConfidence.GUESS) {
      return new Found(diagnosis.reason(), ReasonBy.RULES);
    }
    return classes
        .apply(reported)
        .filter(Predicate.not(Reason.UNDEFINED::equals))
        .map(stated -> new Found(stated, ReasonBy.STATED))
        .orElse(new Found(diagnosis.reason(), isNamed ? ReasonBy.GUESS : null));
  }

  /** What the remote server answered, as far as the sender hands it on. */
  public static SmtpReply reply(Reported reported) {
    String status = reported.status().filter(it -> it.length() <= Limits.STATUS).orElse(null);
    boolean isNothing = reported.reply().isEmpty() && reported.code().isEmpty() && status == null;
    return isNothing
        ? SmtpReply.UNKNOWN
        : new SmtpReply(
            reported.code().orElse(0),
            status,
            reported.reply().map(String::strip).orElse(null),
            reported.details().get(ReportedDetail.COMMAND));
  }
}
