package dev.todoku.cli.explain;

import dev.todoku.schema.Checkpoint;
import dev.todoku.story.Mark;
import dev.todoku.story.MessageStory;
import dev.todoku.story.Words;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Draws how far a message came: {@code sending server -> receiving server -> mail client}. */
final class Drawing {
  private Drawing() {}

  static String of(MessageStory story, Words words, Ansi ansi) {
    return Arrays.stream(Checkpoint.values())
        .map(
            checkpoint -> {
              Mark mark = Mark.of(story, checkpoint);
              String text = words.of("checkpoint", checkpoint) + ": " + mark.in(words);
              return ansi.string("@|" + style(mark) + " " + text + "|@");
            })
        .collect(Collectors.joining("  ->  "));
  }

  private static String style(Mark mark) {
    return switch (mark) {
      case PASSED, ARRIVED -> "green";
      case STOPPED -> "bold,red";
      case WAITING, UNKNOWN -> "yellow";
      case NOT_REACHED -> "faint";
    };
  }
}
