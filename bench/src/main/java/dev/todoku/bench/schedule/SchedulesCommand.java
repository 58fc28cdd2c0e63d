package dev.todoku.bench.schedule;

import dev.todoku.bench.Bench;
import dev.todoku.bench.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Runs one input under many schedules and compares the results. */
@Command(
    name = "schedules",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the same input under many schedules: slow and fast, topics held back, instances and"
          + " brokers starved, killed and stopped, other numbers of partitions and instances.",
      "Compares with the first schedule, and with what really became of the mail: the final outcome"
          + " of every message, sums of provider health, unmatched bounces, suppressions, and the"
          + " last revision of every incident. How many revisions there were is not compared.",
      "Ends with 1 when anything differs.",
      ""
    })
public final class SchedulesCommand implements Callable<Integer> {
  private static final String GROUP = "schedules";
  private static final int SPELLED_OUT = 10;

  @Option(
      names = "--only",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      description = "Schedules; the first that is run is what the others are compared with.")
  private List<String> only = List.of();

  @Option(names = "--seed", defaultValue = "7", description = "Of the input (default: 7).")
  private long seed;

  @Option(
      names = "--mails",
      defaultValue = "6000",
      description = "Messages of the simulated day; the ledger has half as many (default: 6,000).")
  private int mails;

  @Option(
      names = "--patience",
      paramLabel = "<seconds>",
      defaultValue = "240",
      description = "How long a run may take after all is written (default: 240).")
  private int patience;

  @Option(
      names = "--unmarked",
      description = "Write as a foreign application does, without marks of how far it has come.")
  private boolean unmarked;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku; may be repeated.")
  private Map<String, String> overrides = new HashMap<>();

  @Option(names = "--json", description = "A JSON line per schedule instead of text.")
  private boolean json;

  private final Terminal terminal = Terminal.ofProcess();

  @Override
  public Integer call() throws IOException, InterruptedException {
    ScheduleInput input = ScheduleInput.of(seed, mails);
    Map<String, String> truth = input.fates().outcomes();
    terminal.progress(
        input.records().size() + " records, " + truth.size() + " messages of the day and ledger");
    List<Comparison> results = new ArrayList<>();
    FinalState first = null;
    for (Schedule schedule : Schedule.all()) {
      if (only.isEmpty() || only.contains(schedule.name())) {
        long begun = System.nanoTime();
        Run run = run(schedule, input);
        first = first == null ? run.state() : first;
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        Comparison result =
            Comparison.of(schedule.name(), run.problem(), seconds, truth, first, run.state());
        terminal.progress(result.row());
        results.add(result);
        print(result);
      }
    }
    print(results);
    return results.stream().allMatch(Comparison::isEqual) ? 0 : 1;
  }

  private record Run(FinalState state, String problem) {}

  private Run run(Schedule schedule, ScheduleInput input) throws IOException, InterruptedException {
    terminal.progress(schedule.name() + ": starting");
    Path dir = Files.createTempDirectory("todoku-schedule");
    try (Cluster cluster = Cluster.start(dir, 1)) {
      cluster.createTopics(schedule.partitions());
      String servers = cluster.bootstrapServers();
      try (Fleet fleet = new Fleet(dir, settings(servers, schedule));
          Feed feed = new Feed(servers, schedule.partitions(), !unmarked);
          Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        if (!schedule.writtenBefore()) {
          start(fleet, schedule);
        }
        terminal.progress(schedule.name() + ": writing");
        List<CompletableFuture<Void>> disturbed = new ArrayList<>();
        feed.write(
            input.records(),
            schedule,
            () -> disturbed.add(disturb(schedule.disturbance(), fleet, cluster)));
        disturbed.forEach(CompletableFuture::join);
        if (schedule.writtenBefore()) {
          start(fleet, schedule);
        }
        terminal.progress(schedule.name() + ": written; waiting for the end");
        String missing =
            new RunEnd(admin, servers, GROUP, schedule.partitions())
                .await(input.end(), ClosingMail.COUNT, Duration.ofSeconds(patience));
        return new Run(FinalState.read(servers, input.end()), missing);
      }
    } finally {
      Bench.delete(dir);
    }
  }

  private static void start(Fleet fleet, Schedule schedule) throws IOException {
    for (int number = 0; number < schedule.instances(); number++) {
      fleet.add();
    }
  }

  private CompletableFuture<Void> disturb(Disturbance disturbance, Fleet fleet, Cluster cluster) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            disturbance.run(fleet, cluster);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Map<String, String> settings(String servers, Schedule schedule) {
    Map<String, String> settings = new HashMap<>();
    settings.put("num.stream.threads", "2");
    settings.put("intake.postfix.zone", "UTC");
    settings.put("senders.day.zone", "Asia/Tokyo");
    settings.putAll(overrides);
    settings.put("bootstrap.servers", servers);
    settings.put("application.id", GROUP);
    settings.put("topics.partitions", String.valueOf(schedule.partitions()));
    settings.put("http.port", "0");
    return settings;
  }

  /** At once, so that a run that is broken off has not been for nothing. */
  private void print(Comparison result) {
    if (json) {
      terminal.print(new JsonMapper().writeValueAsString(result));
    } else {
      printDifferences(result);
    }
  }

  private void print(List<Comparison> results) {
    if (json) {
      return;
    }
    terminal.print("");
    terminal.print("| schedule | s | " + String.join(" | ", Comparison.COLUMNS) + " | problem |");
    terminal.print("|---|--:|" + "---|".repeat(Comparison.COLUMNS.size() + 1));
    results.forEach(result -> terminal.print(result.row()));
  }

  private void printDifferences(Comparison result) {
    result
        .differences()
        .forEach(
            (column, differences) -> {
              if (!differences.isEmpty()) {
                terminal.print(result.schedule() + ", " + column + ": " + differences.size());
                differences.stream().limit(SPELLED_OUT).forEach(terminal::print);
              }
            });
  }
}
