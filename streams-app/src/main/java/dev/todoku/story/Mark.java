package dev.todoku.story;

import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;

/** What became of a message at a checkpoint. */
public enum Mark {
  PASSED("passed"),
  STOPPED("stopped"),
  WAITING("waiting"),
  UNKNOWN("unknown"),
  ARRIVED("arrived"),
  NOT_REACHED("notReached");

  private final String word;

  Mark(String word) {
    this.word = word;
  }

  /** What became of {@code story}'s message at {@code checkpoint}. */
  public static Mark of(MessageStory story, Checkpoint checkpoint) {
    Outcome outcome = story.outcome();
    Status status = outcome == null ? Status.SENT : outcome.status();
    int distance = checkpoint.compareTo(story.checkpoint());
    if (distance != 0 && status == Status.HANDED_ON) {
      return UNKNOWN;
    } else if (distance != 0) {
      return distance < 0 ? PASSED : NOT_REACHED;
    }
    return switch (status) {
      case SENT, DEFERRED -> WAITING;
      case DELIVERED -> outcome.engagedAt() != 0 ? ARRIVED : UNKNOWN;
      case HANDED_ON -> PASSED;
      case EXPIRED, BOUNCED, DISCARDED -> STOPPED;
    };
  }

  /** How it is said. */
  public String in(Words words) {
    return words.get("mark." + word);
  }
}
