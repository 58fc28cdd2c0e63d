package dev.todoku.cli.explain;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.HopResult;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.schema.Hop;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Draws how far a message came: {@code sending server -> receiving server -> mail client}. */
final class Drawing {
  private Drawing() {}

  static String of(MessageExplanation explanation, ExplanationWords words, Ansi ansi) {
    return Arrays.stream(Hop.values())
        .map(
            hop -> {
              HopResult mark = HopResult.of(explanation, hop);
              String text = words.of("stoppedAt", hop) + ": " + mark.in(words);
              return ansi.string("@|" + style(mark) + " " + text + "|@");
            })
        .collect(Collectors.joining("  ->  "));
  }

  private static String style(HopResult mark) {
    return switch (mark) {
      case PASSED, ARRIVED -> "green";
      case STOPPED -> "bold,red";
      case WAITING, UNKNOWN -> "yellow";
      case NOT_REACHED -> "faint";
    };
  }
}
