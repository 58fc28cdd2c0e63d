package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast the API answers while mail comes in, and what that costs the pipeline. */
@Command(
    name = "questions",
    mixinStandardHelpOptions = true,
    description = {
      "Mail comes in at a fixed rate, first without questions, then with them; an instance, its"
          + " broker and who asks are three processes on this machine.",
      "Prints how long questions took and what a message cost the pipeline in both."
    })
final class QuestionsCommand implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final Duration WARM_UP_SPAN = Duration.ofDays(1);
  private static final int STREAMS_A_SIDE = 100;
  private static final Duration POLL = Duration.ofMillis(100);

  @Option(
      names = "--mails",
      defaultValue = "1000",
      description = "Messages a second (default: ${DEFAULT-VALUE}).")
  int mails;

  @Option(
      names = "--questions",
      defaultValue = "500",
      description = "Questions a second (default: ${DEFAULT-VALUE}).")
  int questions;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Of each half (default: ${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "60000",
      description = "Messages before, which are asked for (default: ${DEFAULT-VALUE}).")
  int warmUp;

  @Option(
      names = "--live-warm-up",
      paramLabel = "<seconds>",
      defaultValue = "120",
      description =
          "How long mail comes in before, asked of all along (default: ${DEFAULT-VALUE}).")
  int liveWarmUp;

  @Option(
      names = "--questions-before",
      defaultValue = "20000",
      description = "Questions before, as fast as they are answered (default: ${DEFAULT-VALUE}).")
  int questionsBefore;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku; may be repeated.")
  Map<String, String> overrides = new HashMap<>();

  private final BenchOutput terminal = BenchOutput.ofProcess();
  private final ProgressLine progress = new ProgressLine(terminal::progress, System::nanoTime);

  @Override
  public Integer call() throws IOException {
    Path dir = Files.createTempDirectory("todoku-bench");
    try (Broker broker = Broker.start(dir.resolve("broker"))) {
      Map<String, String> settings = settings(broker, dir);
      try (JavaProcess instance = JavaProcess.instance(List.of(), settings);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
          Loader loader = new Loader(broker.bootstrapServers(), PARTITIONS, progress)) {
        int port = Integer.parseInt(instance.readAnswer());
        TodokuConfig config = TodokuConfig.load(null, Map.of(), settings);
        Lag lag = new Lag(admin, config, Application.topology(config));
        measure(port, instance.pid(), lag, loader);
      }
    } finally {
      Bench.delete(dir);
    }
    return 0;
  }

  private Map<String, String> settings(Broker broker, Path dir) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("state.dir", dir.resolve("state").toString());
    settings.put("topics.partitions", String.valueOf(PARTITIONS));
    settings.put("num.stream.threads", "2");
    settings.put("http.port", "0");
    settings.put("http.requests.per.second", "100000");
    settings.putAll(overrides);
    return settings;
  }

  private void measure(int port, long instance, Lag lag, Loader loader) {
    Instant start = Instant.now().minus(WARM_UP_SPAN).minus(Workload.LATEST_ANSWER);
    Workload known = new Workload("w", warmUp, start.toEpochMilli(), WARM_UP_SPAN);
    progress.begin("warming up");
    loader.load(known);
    lag.await(0, progress);
    askBefore(port, instance, known);
    LiveMail mail = new LiveMail(loader, mails, time -> {}, progress);
    LatencyTraffic traffic = LatencyTraffic.withoutBlocks(STREAMS_A_SIDE, 1);
    progress.begin("warming up with live mail");
    sendAsked(new SupportQueries(port, questions, known), mail, traffic, liveWarmUp);
    lag.await(mails, progress);
    progress.begin("without questions");
    Half alone = half(instance, lag, mail, () -> mail.send(traffic, seconds));
    progress.begin("with questions");
    SupportQueries asked = new SupportQueries(port, questions, known);
    Half together = half(instance, lag, mail, () -> sendAsked(asked, mail, traffic, seconds));
    print(asked, alone, together);
  }

  private static void sendAsked(
      SupportQueries asked, LiveMail mail, LatencyTraffic traffic, int seconds) {
    mail.send(traffic, seconds);
    asked.close();
  }

  /**
   * What one half cost.
   *
   * @param messages that were sent
   * @param cpu seconds of the instance
   * @param behind records that were not processed at its end
   */
  private record Half(long messages, double cpu, long behind) {
    double perMessage() {
      return 1e3 * cpu / messages;
    }
  }

  private Half half(long instance, Lag lag, LiveMail mail, Runnable work) {
    long before = mail.sent();
    double cpu = cpu(instance, work);
    long behind = lag.records();
    lag.await(mails, progress);
    return new Half(mail.sent() - before, cpu, behind);
  }

  /**
   * A JVM that has answered few questions interprets them, and its compilers take more CPU than the
   * answers do. What the last quarter costs has no mail in it, whose cost varies more than that of
   * the questions beside it.
   */
  private void askBefore(int port, long instance, Workload known) {
    progress.begin("asking");
    try (SupportQueries first = new SupportQueries(port, SupportQueries.AT_ONCE, known)) {
      await(first, questionsBefore * 3 / 4);
      int warm = first.count();
      double used = cpu(instance, () -> await(first, questionsBefore));
      terminal.print(
          String.format(
              Locale.ROOT,
              "CPU of the instance without mail: %.2f ms a question",
              1e3 * used / (first.count() - warm)));
    }
  }

  private void await(SupportQueries questioner, int count) {
    while (questioner.count() < count) {
      progress.print(questioner.count(), "questions answered");
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void print(SupportQueries asked, Half alone, Half together) {
    terminal.print(
        String.format(
            Locale.ROOT,
            "%,d questions at %d a second beside %d messages a second: p50 %.1f ms, p99 %.1f ms,"
                + " p99.9 %.1f ms, %d refused",
            asked.count(),
            questions,
            mails,
            asked.quantile(0.5),
            asked.quantile(0.99),
            asked.quantile(0.999),
            asked.refusals()));
    terminal.print(
        String.format(
            Locale.ROOT,
            "CPU of the instance: %.3f ms a message without questions, %,d records behind at the"
                + " end; with them %.3f ms, %,d records behind, or %.2f ms a question",
            alone.perMessage(),
            alone.behind(),
            together.perMessage(),
            together.behind(),
            (together.perMessage() - alone.perMessage()) * together.messages() / asked.count()));
  }

  /** CPU seconds that process {@code pid} uses meanwhile. */
  private static double cpu(long pid, Runnable work) {
    Duration before = Broker.cpuOf(pid);
    work.run();
    return Broker.cpuOf(pid).minus(before).toMillis() / 1e3;
  }
}
