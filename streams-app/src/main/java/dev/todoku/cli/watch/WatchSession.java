package dev.todoku.cli.watch;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.collect.CollectorMeters;
import dev.todoku.cli.collect.CollectorSettings;
import dev.todoku.cli.collect.LocalSources;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.text.ReasonNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Collects, runs the pipeline and shows what is new, until it is stopped. */
final class WatchSession implements Collector.Observer, AutoCloseable {
  /** Whose positions: there is one in each directory. */
  static final String COLLECTOR = "todoku-watch";

  private static final Duration POLL = Duration.ofSeconds(1);

  private final LocalInstallation local;
  private final WatchScreen screen;
  private final ReasonNames reasons;
  private @Nullable Collector collector;
  private @Nullable Thread collecting;
  private List<CollectorSource> opened = List.of();
  private @Nullable CollectorMeters meters;
  private final AtomicBoolean isStopped = new AtomicBoolean();

  WatchSession(LocalInstallation local, WatchScreen screen, ReasonNames reasons) {
    this.local = local;
    this.screen = screen;
    this.reasons = reasons;
  }

  /** Starts to collect, at once, and then the pipeline. */
  void start(RunnablePipeline pipeline, LocalSources sources, Duration keep) {
    Collector started =
        new Collector(
            CollectorSettings.of(local.config(), COLLECTOR, LocalInstallation.PARTITIONS, keep),
            sources,
            this);
    Thread thread = new Thread(started, "collector");
    thread.start();
    collector = started;
    collecting = thread;
    local.run(pipeline);
    synchronized (this) {
      meters = new CollectorMeters(local.instance().meters());
      meters.opened(opened);
    }
  }

  @Override
  public synchronized void opened(List<CollectorSource> sources) {
    opened = List.copyOf(sources);
    screen.opened(sources);
    if (meters != null) {
      meters.opened(sources);
    }
  }

  @Override
  public void progressed(long written, boolean isAtEnd) {
    screen.progressed(written, isAtEnd);
  }

  @Override
  public void interrupted(String why) {
    screen.interrupted(why);
  }

  /**
   * Shows what is new until {@link #close}.
   *
   * @param width of the terminal
   * @param logFile that says more
   */
  void follow(int width, WatchWords words, Path logFile) {
    IncidentLines lines = new IncidentLines(words, width, local.page());
    Collector started = Objects.requireNonNull(collector, "not started");
    if (!local.page().isEmpty()) {
      screen.say("page", local.page());
    }
    try (News news = News.accept(local.config().clientSettings("consumer"))) {
      screen.showOpen(news.openBefore(), lines);
      while (!isStopped.get()) {
        news.poll(
            POLL,
            alert -> screen.show(alert, lines),
            outcome -> screen.showFirst(outcome, reasons));
        if (local.hasFailed()) {
          throw new Failure(words.say("stopped.pipeline", logFile), local.instance().failure());
        }
        RuntimeException failure = started.failure();
        if (failure != null) {
          throw Failure.because(failure);
        }
      }
    }
  }

  /** Ends {@link #follow} and everything else, in the order in which nothing is lost. */
  @Override
  public void close() {
    if (isStopped.getAndSet(true)) {
      return;
    }
    screen.close();
    if (collector != null && collecting != null) {
      collector.close();
      try {
        collecting.join(Duration.ofSeconds(10).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    local.close();
  }
}
