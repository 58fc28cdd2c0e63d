package dev.todoku.cli.watch;

import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.collect.NewSilence;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.text.ReasonNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the terminal: how far the logs have been read, then only what is news.
 *
 * <p>Called by the thread that collects and by the one that follows the pipeline.
 */
final class WatchScreen implements Collector.Observer, AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;

  /** An incident that ended longer ago is one line. */
  private static final long RECENT_MS = Duration.ofHours(1).toMillis();

  private final PrintWriter out;
  private final PrintWriter err;
  private final WatchWords words;
  private final Duration keep;
  private final long startedAt = System.nanoTime();
  private final Map<String, String> problems = new HashMap<>();
  private final Map<String, Long> gaps = new HashMap<>();
  private final NewSilence silence = new NewSilence();
  private final Set<String> shownOld = new HashSet<>();
  private Runnable afterReading = () -> {};
  private List<CollectorSource> sources = List.of();
  private @Nullable ProgressBar bar;
  private long openedAt = System.nanoTime();
  private boolean hasCaughtUp;

  /**
   * @param out for incidents
   * @param err for all else
   * @param keep how far back what is kept goes
   */
  WatchScreen(PrintWriter out, PrintWriter err, WatchWords words, Duration keep) {
    this.out = out;
    this.err = err;
    this.words = words;
    this.keep = keep;
  }

  /** What is done once all sources have been read to their end. */
  synchronized void afterReading(Runnable then) {
    afterReading = then;
  }

  synchronized void say(String key, Object... arguments) {
    clear();
    err.println(words.say(key, arguments));
    err.flush();
  }

  @Override
  public synchronized void opened(List<CollectorSource> opened) {
    sources = List.copyOf(opened);
    openedAt = System.nanoTime();
  }

  @Override
  public synchronized void progressed(long written, boolean isAtEnd) {
    sources.stream().map(CollectorSource::status).forEach(this::showTrouble);
    if (hasCaughtUp) {
      sources.stream().map(CollectorSource::status).forEach(this::showSilence);
      return;
    }
    if (isAtEnd) {
      clear();
      hasCaughtUp = true;
      sources.stream().map(CollectorSource::status).forEach(this::showLeftOut);
      double seconds = (System.nanoTime() - openedAt) / NANOS_PER_SECOND;
      if (written == 0) {
        say("read.nothing", names());
      } else {
        say("read", written, seconds(seconds), names());
      }
      afterReading.run();
      return;
    }
    long total = sources.stream().mapToLong(source -> source.status().totalBytes()).sum();
    long done = sources.stream().mapToLong(source -> source.status().bytes()).sum();
    if (bar == null) {
      bar = ProgressBar.on(err, total).counting(words.say("unit"));
    }
    bar.update(done, written, latest());
  }

  @Override
  public synchronized void interrupted(String why) {
    say("interrupted", why);
  }

  /** Shows what is open since before. */
  synchronized void showOpen(List<Alert> open, IncidentLines incidents) {
    if (!open.isEmpty()) {
      say("open.before");
      open.forEach(alert -> print(List.of(incidents.brief(alert))));
    }
  }

  /** Shows what is new about an incident; one of long ago in a line when it has ended. */
  synchronized void show(Alert alert, IncidentLines incidents) {
    boolean isOld = System.currentTimeMillis() - alert.time() > RECENT_MS;
    if (!isOld) {
      print(incidents.of(alert));
    } else if (alert.state() == Alert.State.OPEN && shownOld.add(alert.incidentId())) {
      print(List.of(incidents.brief(alert)));
    } else if (!alert.state().isOpen()) {
      print(incidents.of(alert));
    }
  }

  /** Shows that there are answers from now on. */
  synchronized void showFirst(Outcome outcome, ReasonNames reasons) {
    String status = words.say("status." + outcome.status());
    String reason =
        outcome.bouncedAt() == 0 || outcome.reason() == null
            ? ""
            : ": " + reasons.of(outcome.reason());
    double seconds = (System.nanoTime() - startedAt) / NANOS_PER_SECOND;
    say("first", seconds(seconds), outcome.recipient() + " " + status + reason);
  }

  private void print(List<String> lines) {
    if (!lines.isEmpty()) {
      clear();
      lines.forEach(out::println);
      out.flush();
    }
  }

  private void showTrouble(SourceStatus status) {
    String before = problems.put(status.name(), String.valueOf(status.problem()));
    if (status.problem() != null && !status.problem().equals(before)) {
      say("problem", status.name(), status.problem());
    }
    long gapsBefore = gaps.getOrDefault(status.name(), 0L);
    gaps.put(status.name(), status.gaps());
    if (status.gaps() > gapsBefore) {
      say("gap", status.name());
    }
  }

  private void showSilence(SourceStatus status) {
    if (silence.isNews(status, System.currentTimeMillis())) {
      say(
          "silent",
          status.name(),
          words.time(status.lastTime()),
          Duration.ofMillis(status.usualSilence()).toMinutes());
    }
  }

  private void showLeftOut(SourceStatus status) {
    if (status.tooOld() + status.tooLong() + status.fromTheFuture() > 0) {
      say(
          "left.out",
          status.name(),
          status.tooOld(),
          keep.toDays(),
          status.tooLong(),
          status.fromTheFuture());
    }
  }

  private String names() {
    return String.join(", ", sources.stream().map(CollectorSource::name).toList());
  }

  private String latest() {
    return sources.stream()
        .map(CollectorSource::status)
        .map(SourceStatus::lastTime)
        .max(Long::compare)
        .filter(time -> time > 0)
        .map(words::time)
        .orElse("");
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  private void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    clear();
  }
}
