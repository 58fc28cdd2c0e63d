package dev.todoku.explain;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import java.util.Objects;

/** What became of a message, in a sentence. */
public final class OutcomeText {
  private OutcomeText() {}

  /** The verdict of a message's explanation: it follows from the same decision as the advice. */
  public static String of(MessageExplanation explanation, ExplanationWords words) {
    Outcome outcome = explanation.outcome();
    if (outcome == null) {
      return words.get("status.NONE");
    }
    String status = status(outcome, words);
    return switch (explanation.situation()) {
      case HIDDEN_BLOCK, DOUBTFUL, MALFORMED_ADDRESS ->
          withSide(words.of("verdict", explanation.situation()), outcome, words);
      case FORWARDING_FAILED ->
          withSide(
              words.get("verdict.FORWARDING_FAILED", words.of("reason", Situation.why(outcome))),
              outcome,
              words);
      case FOREIGN_FROM -> withSide(words.get("verdict.FOREIGN_FROM", status), outcome, words);
      case ARRIVED, ANSWERED, UNSUBSCRIBED, COMPLAINED ->
          words.of("verdict", explanation.situation());
      default -> plain(outcome, status, words);
    };
  }

  /** What failed before it reached a receiving server was not refused by one. */
  private static String status(Outcome outcome, ExplanationWords words) {
    boolean isUnsent =
        outcome.status() == Status.BOUNCED && outcome.stoppedAt() == Hop.SENDING_SERVER;
    return isUnsent ? words.get("status.UNSENT") : words.of("status", outcome.status());
  }

  private static String plain(Outcome outcome, String status, ExplanationWords words) {
    return switch (outcome.status()) {
      case SENT, DELIVERED -> status;
      case HANDED_ON, DISCARDED ->
          status + ": " + HopNames.name(Objects.requireNonNull(outcome.stoppedAtHop()), words);
      case DEFERRED, EXPIRED, BOUNCED ->
          withSide(status + ": " + words.of("reason", Situation.why(outcome)), outcome, words);
    };
  }

  private static String withSide(String verdict, Outcome outcome, ExplanationWords words) {
    return outcome.fault() == Fault.NONE
        ? verdict
        : verdict + words.get("title.whose", words.of("fault", outcome.fault()));
  }
}
