package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
  private static final Duration PER_MESSAGE = Duration.ofDays(1).dividedBy(1_000_000);
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
      names = "--questions-before",
      defaultValue = "20000",
      description = "Questions before, as fast as they are answered (default: ${DEFAULT-VALUE}).")
  int questionsBefore;

  private final Terminal terminal = Terminal.ofProcess();
  private final Progress progress = new Progress(terminal::progress, System::nanoTime);

  @Override
  public Integer call() throws IOException {
    Path dir = Files.createTempDirectory("todoku-bench");
    try (Broker broker = Broker.start(dir.resolve("broker"))) {
      List<String> settings =
          List.of(
              "bootstrap.servers=" + broker.bootstrapServers(),
              "state.dir=" + dir.resolve("state"),
              "topics.partitions=4",
              "num.stream.threads=2",
              "http.port=0",
              "http.requests.per.second=100000");
      String[] arguments =
          Stream.concat(Stream.of("instance"), settings.stream()).toArray(String[]::new);
      try (JavaProcess instance = JavaProcess.start(arguments);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
          Loader loader = new Loader(broker.bootstrapServers(), progress)) {
        int port = Integer.parseInt(instance.readAnswer());
        TodokuConfig config = InstanceCommand.config(settings);
        Lag lag = new Lag(admin, config, Application.topology(config));
        measure(port, instance.pid(), lag, loader);
      }
    } finally {
      Bench.delete(dir);
    }
    return 0;
  }

  private void measure(int port, long instance, Lag lag, Loader loader) {
    long start = Instant.now().minus(Duration.ofDays(2)).toEpochMilli();
    Workload known = new Workload("w", warmUp, start, PER_MESSAGE.multipliedBy(warmUp));
    progress.begin("warming up");
    loader.load(known);
    lag.await(0, progress);
    askBefore(port, instance, known);
    int messages = mails * seconds;
    long next = start + PER_MESSAGE.multipliedBy(warmUp).toMillis();
    Duration span = PER_MESSAGE.multipliedBy(messages);
    progress.begin("without questions");
    double alone = cpu(instance, () -> run(new Workload("a", messages, next, span), lag, loader));
    progress.begin("with questions");
    Workload more = new Workload("b", messages, next + span.toMillis(), span);
    Questioner asked = new Questioner(port, questions, known);
    double together =
        cpu(
            instance,
            () -> {
              run(more, lag, loader);
              asked.close();
            });
    print(asked, messages, alone, together);
  }

  /**
   * A JVM that has answered few questions interprets them, and its compilers take more CPU than the
   * answers do. What the last quarter costs has no mail in it, whose cost varies more than that of
   * the questions beside it.
   */
  private void askBefore(int port, long instance, Workload known) {
    progress.begin("asking");
    try (Questioner first = new Questioner(port, Questioner.AT_ONCE, known)) {
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

  private void await(Questioner questioner, int count) {
    while (questioner.count() < count) {
      progress.tell(questioner.count(), "questions answered");
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void print(Questioner asked, int messages, double alone, double together) {
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
            "CPU of the instance: %.2f ms a message without questions; with them %.2f ms a message,"
                + " or %.2f ms a question",
            1e3 * alone / messages,
            1e3 * together / messages,
            1e3 * (together - alone) / asked.count()));
  }

  private void run(Workload workload, Lag lag, Loader loader) {
    Pace pace = new Pace(mails);
    for (int number = 0; number < workload.messages(); number++) {
      pace.await(number);
      loader.load(workload.mail(number));
      progress.tell(number, "messages written");
    }
    loader.flush();
    lag.await(0, progress);
  }

  /** CPU seconds that process {@code pid} uses meanwhile. */
  private static double cpu(long pid, Runnable work) {
    Duration before = Broker.cpuOf(pid);
    work.run();
    return Broker.cpuOf(pid).minus(before).toMillis() / 1e3;
  }
}
