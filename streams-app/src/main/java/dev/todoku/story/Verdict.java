package dev.todoku.story;

import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;

/** What became of a message, in a sentence. */
public final class Verdict {
  private Verdict() {}

  /** The verdict of a message's story: it follows from the same decision as the advice. */
  public static String of(MessageStory story, Words words) {
    Outcome outcome = story.outcome();
    if (outcome == null) {
      return words.get("status.NONE");
    }
    String status = status(outcome, words);
    return switch (story.situation()) {
      case HIDDEN_BLOCK, DOUBTFUL, MALFORMED_ADDRESS ->
          withSide(words.of("verdict", story.situation()), outcome, words);
      case FORWARDING_FAILED ->
          withSide(
              words.get("verdict.FORWARDING_FAILED", words.of("reason", Situation.why(outcome))),
              outcome,
              words);
      case FOREIGN_FROM -> withSide(words.get("verdict.FOREIGN_FROM", status), outcome, words);
      default -> plain(outcome, status, words);
    };
  }

  /** What failed before it reached a receiving server was not refused by one. */
  private static String status(Outcome outcome, Words words) {
    boolean isUnsent =
        outcome.status() == Status.BOUNCED && outcome.checkpoint() == Checkpoint.SENDING_SERVER;
    return isUnsent ? words.get("status.UNSENT") : words.of("status", outcome.status());
  }

  private static String plain(Outcome outcome, String status, Words words) {
    return switch (outcome.status()) {
      case SENT, DELIVERED -> status;
      case HANDED_ON, DISCARDED -> status + ": " + Hops.name(outcome.stoppedAtHop(), words);
      case DEFERRED, EXPIRED, BOUNCED ->
          withSide(status + ": " + words.of("reason", Situation.why(outcome)), outcome, words);
    };
  }

  private static String withSide(String verdict, Outcome outcome, Words words) {
    return verdict + words.get("title.whose", words.of("fault", outcome.fault()));
  }
}
