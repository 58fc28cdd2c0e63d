package dev.todoku.cli.backtest;

import dev.todoku.app.Backtest;
import dev.todoku.app.Backtest.Written;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.cli.replay.MergedFiles;
import dev.todoku.cli.replay.ReplayItem;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run over files: what was read, what was not, and how long it took. Not thread-safe. */
final class BacktestRun {
  /** Topics of which a run takes note, whatever is printed. */
  static final Set<String> FOLLOWED = Set.of(Topics.ALERTS.name(), Topics.DEAD_LETTERS.name());

  /**
   * The end of a log may take so long to be judged: until it is certain, and a minute of the clock
   * for each stage that waits for the one before it.
   */
  private static final long AFTERWARDS_MS = 5 * 60_000;

  /** What came and went has ended when it has stayed away for so long. */
  private static final long CALM_MS = 6 * 60 * 60_000;

  private static final long MINUTE_MS = 60_000;
  private static final int NAMED = 10;

  private final Backtest pipeline;
  private final WrittenPrinter printer;
  private final long startedAt = System.nanoTime();
  private final List<String> skippedPlaces = new ArrayList<>();
  private final long from;
  private long until;
  private long events;
  private long skipped;
  private long refused;
  private final Set<String> open = new HashSet<>();
  private @Nullable String firstRefusal;
  private long printedUntil;

  /**
   * @param from event time of the first event, epoch milliseconds
   */
  BacktestRun(Backtest pipeline, WrittenPrinter printer, long from) {
    this.pipeline = pipeline;
    this.printer = printer;
    this.from = from;
    this.until = from;
  }

  void run(MergedFiles files, ProgressBar progress) throws IOException {
    while (!files.isEmpty()) {
      ReplayItem item = files.next();
      if (item.time() - printedUntil >= MINUTE_MS) {
        print(pipeline.takeWhatIsThere());
        printedUntil = item.time();
      }
      if (item instanceof ReplayItem.Entry entry) {
        events++;
        until = Math.max(until, item.time());
        pipeline.process(entry.toWrite());
      } else if (item instanceof ReplayItem.Skipped some) {
        skip(some);
      }
      progress.update(files.bytes(), events, item.place());
    }
    pipeline.advanceTo(until + AFTERWARDS_MS);
    print(pipeline.take());
    if (!open.isEmpty()) {
      pipeline.advanceTo(until + AFTERWARDS_MS + CALM_MS);
      print(pipeline.take());
    }
  }

  private void skip(ReplayItem.Skipped item) {
    skipped++;
    if (skippedPlaces.size() < NAMED) {
      skippedPlaces.add(item.place() + ' ' + item.why());
    }
  }

  private void print(List<Written> taken) {
    for (Written written : taken) {
      if (written.topic().equals(Topics.DEAD_LETTERS.name())) {
        refuse(written);
      } else if (written.topic().equals(Topics.ALERTS.name())) {
        follow(Topics.ALERTS.valueSerde().deserializer().deserialize(null, written.value()));
      }
      printer.print(written);
    }
  }

  private void follow(Alert alert) {
    if (alert.state().isOpen()) {
      open.add(alert.incidentId());
    } else {
      open.remove(alert.incidentId());
    }
  }

  private void refuse(Written letter) {
    refused++;
    firstRefusal = firstRefusal == null ? letter.reason() : firstRefusal;
  }

  /** Events that were processed. */
  long events() {
    return events;
  }

  /** Event time of the first event, epoch milliseconds. */
  long from() {
    return from;
  }

  /** Event time of the last event, epoch milliseconds. */
  long until() {
    return until;
  }

  /** What was no event, and why, ten at most. */
  List<String> skippedPlaces() {
    return List.copyOf(skippedPlaces);
  }

  /** How many lines were no event. */
  long skipped() {
    return skipped;
  }

  /** How many events the pipeline made dead letters of. */
  long refused() {
    return refused;
  }

  /** Why the first of them, null when there is none. */
  @Nullable String firstRefusal() {
    return firstRefusal;
  }

  /** Wall-clock time since the start. */
  long millis() {
    return (System.nanoTime() - startedAt) / 1_000_000;
  }
}
