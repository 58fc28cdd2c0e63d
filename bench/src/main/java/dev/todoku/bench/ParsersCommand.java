package dev.todoku.bench;

import dev.todoku.bounce.ReplyRules;
import dev.todoku.intake.LogFormats;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.postfix.Parsed;
import dev.todoku.intake.postfix.PostfixParser;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lines a second and core through the parser of each log, and bodies through that of webhooks. */
@Command(
    name = "parsers",
    mixinStandardHelpOptions = true,
    description =
        "Lines a second and core through the parser of each log, and bodies of one record through"
            + " those of webhooks, by CPU time, in one thread and one run: Postfix first and last, to"
            + " compare with.")
final class ParsersCommand implements Callable<Integer> {
  private static final long AT = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
  private static final double NANOS = 1e9;

  @Option(names = "--lines", defaultValue = "200000", description = "Lines of each log.")
  int lines;

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds; the median counts.")
  int rounds;

  private final BenchOutput terminal = BenchOutput.ofProcess();

  @Override
  public Integer call() {
    Map<String, List<String>> logs = ParserLines.of(lines);
    terminal.print(String.format(Locale.ROOT, "%-16s %12s %8s", "log", "lines/s/core", "read"));
    List<String> postfix = Objects.requireNonNull(logs.get("postfix"));
    measure("postfix", postfix);
    logs.forEach(
        (name, log) -> {
          if (!name.equals("postfix")) {
            measure(name, log);
          }
        });
    WebhookBodies.of(lines)
        .forEach((name, bodies) -> measure(name + " webhook", bodies, () -> webhook(name)));
    measure("postfix", postfix);
    return 0;
  }

  private void measure(String name, List<String> log) {
    measure(name, log, () -> parser(name));
  }

  private <T> void measure(String name, List<T> log, Supplier<Predicate<T>> parsers) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    double[] speeds = new double[rounds];
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      Predicate<T> parser = parsers.get();
      read = 0;
      long start = clock.getCurrentThreadCpuTime();
      for (T line : log) {
        read += parser.test(line) ? 1 : 0;
      }
      speeds[round] = log.size() * NANOS / (clock.getCurrentThreadCpuTime() - start);
    }
    Arrays.sort(speeds);
    terminal.print(String.format(Locale.ROOT, "%-16s %,12.0f %8d", name, speeds[rounds / 2], read));
  }

  /** Whether a body reports what became of a message. */
  private static Predicate<byte[]> webhook(String name) {
    WebhookFormat format = WebhookFormats.named(name).orElseThrow();
    return body ->
        RecordReader.read(format, body, Map.of()).stream()
            .anyMatch(record -> record instanceof ReadRecord.Events);
  }

  /** Whether a line reports what became of a message. */
  private static Predicate<String> parser(String name) {
    if (name.equals("postfix")) {
      PostfixParser postfix = new PostfixParser(ZoneOffset.UTC, ReplyRules.load());
      return line -> !(postfix.parse(line, AT) instanceof Parsed.Ignored);
    }
    LineParser parser = LogFormats.named(name).orElseThrow().parser(ZoneOffset.UTC);
    return line -> parser.parse(line, 0, AT) instanceof LineResult.Read;
  }
}
