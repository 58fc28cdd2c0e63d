package dev.todoku.story;

import dev.todoku.schema.Outcome;

/** What became of a message, in a sentence. */
public final class Verdict {
  private Verdict() {}

  /**
   * The verdict.
   *
   * @param outcome null when there is none yet
   */
  public static String of(Outcome outcome, Words words) {
    if (outcome == null) {
      return words.get("status.NONE");
    }
    String status = words.of("status", outcome.status());
    return switch (outcome.status()) {
      case SENT, DELIVERED -> status;
      case HANDED_ON, DISCARDED -> status + ": " + Hops.name(outcome.stoppedAtHop(), words);
      case DEFERRED, EXPIRED, BOUNCED ->
          status
              + ": "
              + words.of("reason", outcome.reason())
              + " ("
              + outcome.reason()
              + "); "
              + words.get("title.whose", words.of("fault", outcome.fault()));
    };
  }
}
