package dev.todoku.explain;

import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;

/** What became of a message at a hop. */
public enum HopResult {
  PASSED("passed"),
  STOPPED("stopped"),
  WAITING("waiting"),
  UNKNOWN("unknown"),
  ARRIVED("arrived"),
  /** The mailbox answered by itself. */
  ANSWERED("answered"),
  NOT_REACHED("notReached");

  private final String word;

  HopResult(String word) {
    this.word = word;
  }

  /** What became of {@code explanation}'s message at {@code checkpoint}. */
  public static HopResult of(MessageExplanation explanation, Hop hop) {
    Outcome outcome = explanation.outcome();
    Status status = outcome == null ? Status.SENT : outcome.status();
    int distance = hop.compareTo(explanation.stoppedAt());
    if (distance != 0 && status == Status.HANDED_ON) {
      return UNKNOWN;
    } else if (distance != 0) {
      return distance < 0 ? PASSED : NOT_REACHED;
    }
    return switch (status) {
      case SENT, DEFERRED -> WAITING;
      case DELIVERED -> delivered(explanation.known());
      case HANDED_ON -> PASSED;
      case EXPIRED, BOUNCED, DISCARDED -> STOPPED;
    };
  }

  private static HopResult delivered(Outcome outcome) {
    if (outcome.engagedAt() != 0 || outcome.complainedAt() != 0) {
      return ARRIVED;
    }
    return outcome.autoRepliedAt() != 0 ? ANSWERED : UNKNOWN;
  }

  /** How it is said. */
  public String in(ExplanationWords words) {
    return words.get("mark." + word);
  }
}
