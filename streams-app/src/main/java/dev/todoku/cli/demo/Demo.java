package dev.todoku.cli.demo;

import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.EmbeddedKafka;
import dev.todoku.schema.Outcome;
import dev.todoku.simulate.SimulatedDay;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** One demo from its start to its summary. */
final class Demo {
  /** The day after that of the genuine log: in Japan it was the 22nd already. */
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * What the user chose.
   *
   * @param seed of the simulated day
   * @param mails in it
   * @param speed minutes of it in a second, 0 for as fast as possible
   * @param port of HTTP, 0 for a free one
   * @param endsByItself whether it ends when everything is fed and seen
   * @param asJson whether the summary is to be JSON
   */
  record Choices(long seed, int mails, int speed, int port, boolean endsByItself, boolean asJson) {}

  private final Choices choices;
  private final DemoWords words;
  private final PrintWriter out;
  private final PrintWriter err;
  private final long startedAt = System.nanoTime();
  private final OutputView board = new OutputView();
  private final GenuineRun genuine = GenuineRun.load();
  private final DayLedger ledger = new DayLedger();
  private final SimulatedDay day;
  private final Expectations expectations;

  Demo(Choices choices, DemoWords words, PrintWriter out, PrintWriter err) {
    this.choices = choices;
    this.words = words;
    this.out = out;
    this.err = err;
    day = new SimulatedDay(choices.seed(), DAY, choices.mails());
    expectations = new Expectations(genuine, ledger, day.truth());
  }

  /** When the simulated day begins. */
  static long beginOfDay() {
    return DAY.atStartOfDay(DemoWords.JAPAN).toInstant().toEpochMilli();
  }

  /** Runs it. Returns whether everything came as expected. */
  boolean run(RunnablePipeline pipeline, Supplier<Display> display) throws InterruptedException {
    print("start.kafka");
    loadClasses(pipeline);
    try (Interruption interruption = new Interruption();
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      print("start.pipeline");
      try (DemoCluster cluster = DemoCluster.start(kafka, pipeline, choices.port())) {
        print("start.page", cluster.httpHost(), cluster.httpPort());
        EventTimePace pace = new EventTimePace(beginOfDay(), choices.speed());
        Feeder feeder =
            new Feeder(genuine, day, ledger, pace, cluster.clients(), DemoCluster.PARTITIONS);
        print("start.genuine", genuine.lines().size(), genuine.bounces().size());
        Show show = new Show(cluster, feeder, expectations, words, interruption);
        if (!show.run(board, display)) {
          print("stopping");
          return false;
        }
        Summary summary = conclude(show);
        if (!choices.endsByItself()) {
          stay(cluster, interruption, summary);
          print("stopping");
        }
        return summary.asExpected();
      }
    }
  }

  /** While the broker starts, the classes of the pipeline can be loaded. */
  private static void loadClasses(RunnablePipeline pipeline) {
    Thread loader =
        new Thread(
            () -> pipeline.topology(TodokuConfig.load(null, Map.of(), Map.of())).describe(),
            "demo-class-loading");
    loader.setDaemon(true);
    loader.start();
  }

  private Summary conclude(Show show) {
    double firstOutcome = (show.firstOutcomeAt() - startedAt) / SECOND;
    double took = (System.nanoTime() - startedAt) / SECOND;
    Summary summary = Summary.of(expectations, board, words, firstOutcome, took);
    if (choices.asJson()) {
      out.println(JsonMapper.shared().writeValueAsString(summary));
    } else {
      out.println();
      summary.rows(words).forEach(row -> out.println(row.text()));
    }
    out.flush();
    return summary;
  }

  private void stay(DemoCluster cluster, Interruption interruption, Summary summary)
      throws InterruptedException {
    String bootstrap = cluster.bootstrapServers();
    err.println();
    print("stay.kafka", bootstrap);
    err.println("  " + words.say("stay.explain", exampleAddress(), bootstrap));
    err.println("  " + words.say("stay.http", cluster.httpHost(), cluster.httpPort()));
    print("stay.end");
    interruption.await(summary.asExpected() ? 0 : 1);
  }

  /** An address with a story: the latest that failed. */
  private String exampleAddress() {
    return board.latest().stream().findFirst().map(Outcome::recipient).orElse("ADDRESS");
  }

  private void print(String key, Object... arguments) {
    err.println(words.say(key, arguments));
    err.flush();
  }
}
