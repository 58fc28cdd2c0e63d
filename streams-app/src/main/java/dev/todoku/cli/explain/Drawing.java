package dev.todoku.cli.explain;

import dev.todoku.explain.HopResult;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;

/** Draws how far a message came: {@code sending server -> receiving server -> mail client}. */
final class Drawing {
  private Drawing() {}

  /**
   * One line.
   *
   * @param way the hops as {@code ExplanationJson} writes them
   */
  static String of(JsonNode way, Ansi ansi) {
    return StreamSupport.stream(way.spliterator(), false)
        .map(
            hop -> {
              HopResult mark = HopResult.valueOf(hop.path("mark").asString());
              String text = hop.path("name").asString() + ": " + hop.path("said").asString();
              return ansi.string("@|" + style(mark) + " " + text + "|@");
            })
        .collect(Collectors.joining("  ->  "));
  }

  private static String style(HopResult mark) {
    return switch (mark) {
      case PASSED, ARRIVED, ANSWERED -> "green";
      case STOPPED -> "bold,red";
      case WAITING, UNKNOWN -> "yellow";
      case NOT_REACHED -> "faint";
    };
  }
}
