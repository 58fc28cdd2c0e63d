package dev.todoku.bench.chaos;

import dev.todoku.bench.Bench;
import dev.todoku.bench.BenchOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Feeds a ledger live while instances and brokers fail, and compares. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Three brokers and one to three instances with a standby; mail at a steady rate, with"
          + " duplicates, disorder and late bounces. Meanwhile an instance and a broker are killed,"
          + " an instance gets no CPU time, all are restarted with another setting, and the fleet"
          + " is scaled up and down. Then the topics are compared with a ledger:",
      "  lost      messages of which no outcome came",
      "  wrong     messages whose final outcome is not what became of them",
      "  doubled   messages too many in the sums of provider health",
      "  uncounted messages too few in them",
      "The same revision published twice is not counted: only totals are.",
      "Ends with 1 when any of these is more than 0.",
      ""
    })
public final class ChaosCommand implements Callable<Integer> {
  private static final String GROUP = "chaos";
  private static final int PARTITIONS = 4;
  private static final int SPELLED_OUT = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final double MILLIS = 1e3;

  @Option(names = "--minutes", defaultValue = "6", description = "Of mail (default: 6).")
  private int minutes;

  @Option(names = "--seed", defaultValue = "7", description = "Of the ledger (default: 7).")
  private long seed;

  @Option(names = "--rate", defaultValue = "40", description = "Messages a second (default: 40).")
  private int rate;

  @Option(names = "--brokers", defaultValue = "3", description = "Nodes of Kafka (default: 3).")
  private int brokers;

  @Option(
      names = "--only",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      description =
          "What happens, of instance-killed, broker-killed, instance-starved, rolling-restart,"
              + " scaled-up, scaled-down (default: all); or brokers-away, brokers-frozen,"
              + " brokers-rolled, instance-frozen, instance-killed-often.")
  private List<String> only = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku; may be repeated.")
  private Map<String, String> overrides = new HashMap<>();

  @Spec private CommandSpec spec;

  private final BenchOutput terminal = BenchOutput.ofProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Mishaps.names().containsAll(only)) {
      throw new ParameterException(
          spec.commandLine(), "--only knows " + String.join(", ", Mishaps.names()));
    }
    Path dir = Files.createTempDirectory("todoku-chaos");
    terminal.progress("starting " + brokers + " brokers and 2 instances");
    try (Cluster cluster = Cluster.start(dir, brokers)) {
      cluster.createTopics(PARTITIONS);
      String servers = cluster.bootstrapServers();
      try (Fleet fleet = new Fleet(dir, settings(servers));
          InputWriter feed = new InputWriter(servers, PARTITIONS);
          Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        fleet.add();
        fleet.add();
        return measure(fleet, cluster, feed, new RunEnd(admin, servers, GROUP, PARTITIONS));
      }
    } finally {
      Bench.delete(dir);
    }
  }

  private int measure(Fleet fleet, Cluster cluster, InputWriter feed, RunEnd runEnd)
      throws InterruptedException {
    Fates fates = new Fates();
    long seconds = minutes * 60L;
    Mishaps mishaps = new Mishaps(fleet, cluster, only, terminal::progress);
    LiveLedger ledger =
        new LiveLedger(feed, seed, fates, Duration.ofSeconds(seconds / 4).toMillis());
    Map<Integer, SilenceWatch.Silence> silences;
    List<ProbeWatch.Change> probes;
    long closing;
    try (SilenceWatch watch = new SilenceWatch(cluster.bootstrapServers());
        ProbeWatch probing = new ProbeWatch(fleet::ports)) {
      CompletableFuture<Void> happening = CompletableFuture.runAsync(() -> run(mishaps, seconds));
      closing = ledger.write(rate, seconds);
      happening.join();
      terminal.progress("written; waiting for the end");
      String missing = runEnd.await(closing, ClosingMail.COUNT, PATIENCE);
      terminal.print(missing.isEmpty() ? "complete" : "not complete: " + missing);
      silences = watch.longest();
      probes = probing.changes();
    }
    probes.forEach(change -> print(change, mishaps));
    return report(
        FinalState.read(cluster.bootstrapServers(), closing), fates, closing, silences, mishaps);
  }

  private void print(ProbeWatch.Change change, Mishaps mishaps) {
    terminal.print(
        String.format(
            Locale.ROOT,
            "%s instance %d %s (%s)",
            Instant.ofEpochMilli(change.at()).truncatedTo(ChronoUnit.SECONDS),
            change.instance(),
            change.answers(),
            mishaps.sinceLast(change.at())));
  }

  private static void run(Mishaps mishaps, long seconds) {
    try {
      mishaps.run(seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int report(
      FinalState state,
      Fates fates,
      long closing,
      Map<Integer, SilenceWatch.Silence> silences,
      Mishaps mishaps) {
    Map<String, String> truth = fates.outcomes();
    List<String> differences = Comparison.truthDifferences(truth, state.fates());
    long lost = truth.keySet().stream().filter(key -> !state.fates().containsKey(key)).count();
    Map<String, Long> expected = new TreeMap<>(fates.counts());
    expected.keySet().removeIf(key -> minuteOf(key) >= closing);
    long doubled = excess(state.counts(), expected);
    long uncounted = excess(expected, state.counts());
    long wrong = differences.size() - lost;
    terminal.print("| messages | lost | wrong | doubled | uncounted |\n|--:|--:|--:|--:|--:|");
    terminal.print(
        String.format(
            Locale.ROOT,
            "| %,d | %d | %d | %d | %d |%n",
            truth.size(),
            lost,
            wrong,
            doubled,
            uncounted));
    terminal.print(
        "| partition of outcomes | longest silence, s | from (UTC) | cause |\n|--:|--:|---|---|");
    silences.forEach(
        (partition, silence) ->
            terminal.print(
                String.format(
                    Locale.ROOT,
                    "| %d | %.1f | %s | %s |",
                    partition,
                    silence.millis() / MILLIS,
                    Instant.ofEpochMilli(silence.from()).truncatedTo(ChronoUnit.SECONDS),
                    mishaps.causeOf(silence))));
    differences.stream().limit(SPELLED_OUT).forEach(terminal::print);
    Comparison.differences(expected, state.counts()).stream()
        .limit(SPELLED_OUT)
        .forEach(terminal::print);
    return lost + wrong + doubled + uncounted == 0 ? 0 : 1;
  }

  private static long minuteOf(String count) {
    return Long.parseLong(count.substring(0, count.indexOf(' ')));
  }

  /** By how much sums of {@code counts} are higher. */
  private static long excess(Map<String, Long> counts, Map<String, Long> than) {
    return counts.entrySet().stream()
        .mapToLong(count -> Math.max(0, count.getValue() - than.getOrDefault(count.getKey(), 0L)))
        .sum();
  }

  private Map<String, String> settings(String servers) {
    Map<String, String> settings = new HashMap<>();
    settings.put("num.stream.threads", "2");
    settings.put("kafka.num.standby.replicas", "1");
    settings.putAll(overrides);
    settings.put("bootstrap.servers", servers);
    settings.put("application.id", GROUP);
    settings.put("topics.partitions", String.valueOf(PARTITIONS));
    settings.put("http.port", "0");
    return settings;
  }
}
