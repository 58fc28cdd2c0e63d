package dev.todoku.bench.worlds;

import dev.todoku.bench.BenchOutput;
import dev.todoku.schema.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/run worlds}. */
@Command(
    name = "worlds",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends whole worlds of mail through the pipeline, from the texts of replies to incidents, and",
      "prints what was said of them.",
      ""
    })
public final class WorldsCommand implements Runnable {
  private static final double MONTH_DAYS = 30;
  private static final double MINUTE = 60_000;

  @Option(names = "--streams", defaultValue = "60", description = "Runs a world. Default: 60")
  private int streams;

  @Option(names = "--days", defaultValue = "6", description = "Days of each. Default: 6")
  private int days;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed. 1 to 9 are for reporting, 100 and more for tuning. Default: 1")
  private long seed;

  @Option(
      names = "--volumes",
      split = ",",
      defaultValue = "10,30,60",
      description = "Single mails an hour of a route, in turn. Default: 10,30,60")
  private double[] volumes;

  @Option(names = "--only", split = ",", description = "Only worlds whose names contain these.")
  private List<String> only = List.of("");

  @Option(names = "--alerts", description = "Prints each alert, too.")
  private boolean printsAlerts;

  @Spec private CommandSpec spec;

  private final BenchOutput terminal = BenchOutput.ofProcess();

  @Override
  public void run() {
    Map<String, Function<Draw, World>> worlds = new LinkedHashMap<>(AllWorlds.byName());
    worlds.keySet().removeIf(name -> only.stream().noneMatch(name::contains));
    if (worlds.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no world's name contains '%s'; there are: %s"
              .formatted(
                  String.join("' or '", only), String.join(", ", AllWorlds.byName().keySet())));
    }
    print(
        "%-24s %4s %12s %7s %7s %8s %6s %5s  %s",
        "world", "n", "false blocks", "found", "right", "min", "alerts", "open", "others");
    print("%-24s %4s %12s", "", "", "a month");
    worlds.forEach(this::measure);
  }

  private void measure(String name, Function<Draw, World> world) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      long own = seed * 10_000 + i;
      World one = world.apply(Draw.of(volumes[i % volumes.length], days, own));
      List<Alert> alerts = new WorldRun().run(one, days, own);
      verdicts.add(Verdict.of(alerts, one.expected()));
      if (printsAlerts) {
        print("%s %d: %s", name, i, verdicts.get(i));
        one.expected()
            .forEach(expected -> print("  %s %s", Instant.ofEpochMilli(expected.from()), expected));
        alerts.forEach(this::print);
      }
    }
    int expected = verdicts.stream().mapToInt(Verdict::expected).sum();
    List<Long> delays =
        verdicts.stream().flatMap(verdict -> verdict.delays().stream()).sorted().toList();
    Map<String, Long> others = new TreeMap<>();
    verdicts.forEach(
        verdict ->
            verdict.others().forEach((cause, n) -> others.merge(cause.name(), n, Long::sum)));
    print(
        "%-24s %4d %12.2f %7s %7s %8s %6d %5d  %s",
        name,
        streams,
        verdicts.stream().mapToInt(Verdict::falseBlocks).sum() / (streams * days / MONTH_DAYS),
        share(verdicts.stream().mapToInt(Verdict::found).sum(), expected),
        share(verdicts.stream().mapToInt(Verdict::right).sum(), expected),
        delays.isEmpty() ? "" : Math.round(delays.get(delays.size() / 2) / MINUTE),
        verdicts.stream().mapToLong(Verdict::mostAlerts).max().orElse(0),
        verdicts.stream().mapToLong(Verdict::open).sum(),
        others);
  }

  private void print(Alert alert) {
    print(
        "    %s %-8s %-10s %-18s %s %s %s/%s %s",
        Instant.ofEpochMilli(alert.time()),
        alert.state(),
        alert.severity(),
        alert.cause(),
        alert.scope().key(),
        alert.evidence().confidence(),
        alert.evidence().failures(),
        alert.evidence().attempts(),
        alert.evidence().findings().stream()
            .map(finding -> (finding.supports() ? "+" : "-") + finding.id() + ":" + finding.value())
            .toList());
  }

  private static String share(int some, int all) {
    return all == 0 ? "" : some + "/" + all;
  }

  private void print(String format, Object... values) {
    terminal.print(String.format(Locale.ROOT, format, values));
  }
}
