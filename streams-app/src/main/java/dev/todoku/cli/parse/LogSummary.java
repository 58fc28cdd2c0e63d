package dev.todoku.cli.parse;

import dev.todoku.hop.MessageWay;
import dev.todoku.intake.postfix.LineCounts;
import dev.todoku.text.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The lines with "#" that say what was read of a log, so that a log of which nothing is read is
 * seen.
 */
final class LogSummary {
  private static final int WIDTH = 200;

  private LogSummary() {}

  static List<String> of(PostfixLog log, List<MessageWay> forSink, ParseWords words) {
    return of(log.name(), log.counts(), forSink, words);
  }

  /** Of a log that is put together in another way. */
  static List<String> of(String file, LineCounts counts, ParseWords words) {
    return of(file, counts, List.of(), words);
  }

  private static List<String> of(
      String file, LineCounts counts, List<MessageWay> forSink, ParseWords words) {
    long ignored = counts.ignoredByProgram().values().stream().mapToLong(Long::longValue).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        words.get("summary.lines", file, counts.readLines(), ignored, counts.unreadableLines()));
    counts.ignoredByProgram().entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> words.get("summary.ignored", entry.getValue(), name(entry.getKey(), words)))
        .forEach(lines::add);
    for (LineCounts.Sample sample : counts.samples()) {
      lines.add(words.get("summary.notRead", sample.number(), sample.reason()));
      lines.add("    " + sample.line());
    }
    forSink.forEach(way -> lines.add(words.get("summary.sink", way.recipient(), way.messageId())));
    if (counts.readLines() == 0) {
      lines.add(words.get("summary.nothing"));
    }
    return lines.stream().map(line -> "# " + Cells.cut(line, WIDTH)).toList();
  }

  private static String name(String program, ParseWords words) {
    return program.isEmpty() ? words.get("summary.noProgram") : program;
  }
}
