package dev.todoku.bench;

import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.config.TodokuConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Measures how long an alert takes, in real time. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends mail as it happens, at a steady rate over many streams (provider and source IP), and",
      "lets providers begin to refuse: how long after the minute that decides is it on mail.alerts?",
      "A third of the time is before the first block; the blocks begin within the next third.",
      "Mail goes on until all are reported, for a minute and a half at most.",
      "Mail of the warm-up comes before that, at the same rate, and is caught up with first.",
      ""
    })
final class LatencyCommand implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final double MILLIS = 1e3;

  @Option(names = "--rate", defaultValue = "500", description = "Messages a second (default: 500).")
  private int rate;

  @Option(
      names = "--streams",
      defaultValue = "10000",
      description = "Streams: as many providers as source IPs (default: 10,000; at most 65,536).")
  private int streams;

  @Option(
      names = "--seconds",
      defaultValue = "240",
      description = "How long mail is sent at least (default: 240).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "<seconds>",
      defaultValue = "120",
      description = "How long mail is sent before, for the JVM's sake (default: 120).")
  private int warmUp;

  @Option(
      names = "--unmarked",
      description = {
        "Sends as an application does that does not say how far it has come: minutes wait for it",
        "as long as watermark.lateness.ms says."
      })
  private boolean unmarked;

  @Option(names = "--json", description = "A JSON line instead of text.")
  private boolean json;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku; may be repeated.")
  private Map<String, String> overrides = new HashMap<>();

  private final BenchOutput terminal = BenchOutput.ofProcess();
  private final ProgressLine progress = new ProgressLine(terminal::progress, System::nanoTime);

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("todoku-bench");
    try (Broker broker = Broker.start(dir.resolve("broker"))) {
      LatencyFigures figures = measure(broker.bootstrapServers(), dir.resolve("state"));
      terminal.print(json ? new JsonMapper().writeValueAsString(figures) : figures.text());
    } finally {
      Bench.delete(dir);
    }
    return 0;
  }

  private LatencyFigures measure(String bootstrapServers, Path stateDir) throws Exception {
    TodokuConfig config = config(bootstrapServers, stateDir);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      RequiredTopics.of(config).ensure(admin);
      return measure(bootstrapServers, config, admin);
    }
  }

  private LatencyFigures measure(String bootstrapServers, TodokuConfig config, Admin admin)
      throws Exception {
    Contender pipeline = new TodokuContender();
    try (Loader loader = new Loader(bootstrapServers, PARTITIONS, progress);
        KafkaStreams running = pipeline.streams(config);
        Arrivals arrivals = new Arrivals(bootstrapServers)) {
      start(running);
      Lag lag = new Lag(admin, config, pipeline.topology(config));
      int side = (int) Math.min(256, Math.max(1, Math.sqrt(streams)));
      int blocks = Math.min(side, 50);
      progress.begin("warming up");
      LongConsumer written = unmarked ? time -> {} : loader.liveMarks()::passing;
      LiveMail mail = new LiveMail(loader, rate, written, progress);
      mail.send(LatencyTraffic.withoutBlocks(side, blocks), warmUp);
      lag.await(rate, progress);
      long before = mail.sent();
      long start = System.currentTimeMillis();
      long third = (long) (seconds * MILLIS / 3);
      LatencyTraffic traffic = new LatencyTraffic(side, blocks, start + third, start + 2 * third);
      progress.begin("sending " + rate + " messages a second over " + side * side + " streams");
      mail.send(traffic, seconds, () -> arrivals.alerts().size() >= blocks);
      double took = (System.currentTimeMillis() - start) / MILLIS;
      long behind = lag.records();
      return LatencyFigures.of(rate, (mail.sent() - before) / took, traffic, arrivals, behind);
    }
  }

  private void start(KafkaStreams running) {
    running.start();
    progress.begin("starting");
    while (running.state() != KafkaStreams.State.RUNNING) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private TodokuConfig config(String bootstrapServers, Path stateDir) {
    Map<String, String> values = new HashMap<>();
    values.put("topics.partitions", String.valueOf(PARTITIONS));
    values.put("num.stream.threads", "2");
    values.putAll(overrides);
    values.put("bootstrap.servers", bootstrapServers);
    values.put("state.dir", stateDir.toString());
    return TodokuConfig.load(null, Map.of(), values);
  }
}
