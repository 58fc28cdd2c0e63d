package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.bench.chaos.ChaosCommand;
import dev.todoku.bench.chaos.NodeCommand;
import dev.todoku.bench.worlds.WorldsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Measures the pipeline, a plain copy and the stock join one after the other. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      RoundCommand.class,
      BrokerCommand.class,
      InstanceCommand.class,
      DnsCommand.class,
      LatencyCommand.class,
      QuestionsCommand.class,
      GrowthCommand.class,
      SchedulesCommand.class,
      ParsersCommand.class,
      WorldsCommand.class,
      ChaosCommand.class,
      NodeCommand.class
    },
    description = {
      "Measures, on the embedded broker and in one run:",
      "  pipeline  Todoku as it ships, from JSON events to outcomes, health and alerts",
      "  copy      records copied untouched through as many topics, as many as the pipeline writes",
      "  join      the stock DSL leftJoin, doing only the send-with-bounce part",
      "  dead-resolver  the pipeline again, beside it todoku facts and a resolver that never"
          + " answers",
      "An event is one record of an input topic: a send, a delivery or a bounce. A message has a"
          + " send, and a delivery or a bounce or both.",
      ""
    })
public final class Bench implements Callable<Integer> {
  private static final int QUICK_MESSAGES = 200_000;
  private static final List<Integer> QUICK_OPEN = List.of(0, 1_000_000);
  private static final int WRONG_RESULTS = 1;

  @Mixin Settings settings;

  @Option(
      names = "--open",
      paramLabel = "N[,N...]",
      split = ",",
      defaultValue = "0,1000000,5000000",
      description = "Open messages before the pipeline is measured (default: ${DEFAULT-VALUE}).")
  List<Integer> open;

  @Option(names = "--quick", description = "200,000 messages, at 0 and 1,000,000 open.")
  boolean quick;

  @Option(names = "--json", description = "JSON lines instead of tables.")
  boolean json;

  @Option(
      names = "--only",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      defaultValue = "pipeline,copy,join",
      description = "Contenders (default: ${DEFAULT-VALUE}). The pipeline is always measured.")
  List<String> only;

  private final BenchOutput terminal = BenchOutput.ofProcess();
  private final JsonMapper mapper = new JsonMapper();

  public static void main(String[] args) {
    Application.formatPlainly();
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (quick) {
      settings.messages = QUICK_MESSAGES;
      open = QUICK_OPEN;
    }
    Results results = new Results(rounds());
    if (json) {
      terminal.print(mapper.writeValueAsString(Machine.here()));
      results.rounds().forEach(round -> terminal.print(mapper.writeValueAsString(round)));
      results.ratios().forEach(ratio -> terminal.print(mapper.writeValueAsString(ratio)));
    } else {
      terminal.print(MarkdownTable.of(Machine.here(), results));
    }
    return results.areCorrect() ? 0 : WRONG_RESULTS;
  }

  private List<RoundFigures> rounds() throws IOException {
    List<RoundFigures> rounds = new ArrayList<>();
    RoundFigures pipeline = round(TodokuContender.NAME, 0);
    rounds.add(pipeline);
    if (only.contains(PlainCopy.NAME)) {
      String hops = mapper.writeValueAsString(StageRecordCounts.of(pipeline));
      rounds.add(round(PlainCopy.NAME, 0, "--hops", hops));
    }
    if (only.contains(StockJoin.NAME)) {
      rounds.add(round(StockJoin.NAME, 0));
    }
    if (only.contains(SilentResolverPipeline.NAME)) {
      rounds.add(round(SilentResolverPipeline.NAME, 0));
    }
    for (int count : open) {
      if (count > 0) {
        rounds.add(round(TodokuContender.NAME, count));
      }
    }
    return rounds;
  }

  private RoundFigures round(String contender, int openMessages, String... more)
      throws IOException {
    Path dir = Files.createTempDirectory("todoku-bench");
    try (Broker broker = Broker.start(dir.resolve("broker"))) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "round",
                  "--contender=" + contender,
                  "--open=" + openMessages,
                  "--bootstrap=" + broker.bootstrapServers(),
                  "--broker-pid=" + broker.pid(),
                  "--dir=" + dir.resolve("state"),
                  "--messages=" + settings.messages,
                  "--warm-up=" + settings.warmUp,
                  "--partitions=" + settings.partitions,
                  "--threads=" + settings.threads));
      settings.overrides.forEach((key, value) -> arguments.add("--set=" + key + '=' + value));
      arguments.addAll(List.of(more));
      try (JavaProcess process = JavaProcess.start(options(), arguments.toArray(String[]::new))) {
        return mapper.readValue(process.readAnswer(), RoundFigures.class);
      }
    } finally {
      delete(dir);
    }
  }

  /** Options of the measuring JVMs, for a look with a profiler. */
  private static List<String> options() {
    String options = System.getenv("TODOKU_JAVA_OPTS");
    return options == null ? List.of() : List.of(options.split(" "));
  }

  /** Deletes {@code dir} and all below it. */
  public static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
