package dev.todoku.cli.explain;

import dev.todoku.schema.Checkpoint;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Draws how far a message came: {@code sending server -> receiving server -> mail client}. */
final class Drawing {

  /** What became of a message at a checkpoint. */
  enum Mark {
    PASSED("passed", "green"),
    STOPPED("stopped", "bold,red"),
    WAITING("waiting", "yellow"),
    UNKNOWN("unknown", "yellow"),
    ARRIVED("arrived", "green"),
    NOT_REACHED("notReached", "faint");

    private final String word;
    private final String style;

    Mark(String word, String style) {
      this.word = word;
      this.style = style;
    }
  }

  private Drawing() {}

  static String of(MessageStory story, Words words, Ansi ansi) {
    return Arrays.stream(Checkpoint.values())
        .map(
            checkpoint -> {
              Mark mark = mark(story, checkpoint);
              String text =
                  words.of("checkpoint", checkpoint) + ": " + words.get("mark." + mark.word);
              return ansi.string("@|" + mark.style + " " + text + "|@");
            })
        .collect(Collectors.joining("  ->  "));
  }

  static Mark mark(MessageStory story, Checkpoint checkpoint) {
    int distance = checkpoint.compareTo(story.checkpoint());
    if (distance != 0) {
      return distance < 0 ? Mark.PASSED : Mark.NOT_REACHED;
    }
    Outcome outcome = story.outcome();
    Status status = outcome == null ? Status.SENT : outcome.status();
    return switch (status) {
      case SENT, DEFERRED -> Mark.WAITING;
      case DELIVERED -> outcome.engagedAt() != 0 ? Mark.ARRIVED : Mark.UNKNOWN;
      case EXPIRED, BOUNCED -> Mark.STOPPED;
    };
  }
}
