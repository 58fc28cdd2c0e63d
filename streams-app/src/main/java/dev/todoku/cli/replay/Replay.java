package dev.todoku.cli.replay;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.ProgressBar;
import dev.todoku.watermark.WriterMarks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Writes what sources give, all of them together in the order of time: a bounce that came days
 * after its send is written after it, though they stand in different files.
 *
 * @param limits what the topics take and keep
 * @param writer where records go
 * @param marks says how far the replay has come
 * @param now the time against which brokers measure how old a record is, in milliseconds since 1970
 */
record Replay(RecordLimits limits, RecordWriter writer, WriterMarks marks, long now) {
  /** What a log says of a message may take so long to be certain. */
  private static final long AFTERWARDS_MS = 3 * 60_000;

  /**
   * Refuses sources of which something would be deleted as it is written.
   *
   * @throws Failure that names the oldest record and the topic
   */
  void checkAge(Collection<ReplaySource> sources) {
    limits
        .shortestRetention()
        .ifPresent(
            shortest ->
                sources.stream()
                    .min(Comparator.comparingLong(ReplaySource::time))
                    .filter(oldest -> now - oldest.time() > shortest.getValue())
                    .ifPresent(oldest -> refuse(oldest, shortest)));
  }

  private void refuse(ReplaySource oldest, Map.Entry<String, Long> shortest) {
    long days = Duration.ofMillis(now - oldest.time()).toDays();
    throw Failure.of(
        "replay.tooOld",
        oldest.place(),
        Instant.ofEpochMilli(oldest.time()),
        String.valueOf(days),
        shortest.getKey(),
        String.valueOf(Duration.ofMillis(shortest.getValue()).toDays()));
  }

  /** Writes everything. */
  ReplayReport run(List<ReplaySource> sources, ByteCounter counter, ProgressBar progress)
      throws IOException {
    ReplayReport report = new ReplayReport();
    PriorityQueue<ReplaySource> queue =
        new PriorityQueue<>(Comparator.comparingLong(ReplaySource::time));
    sources.stream().filter(source -> !source.isEmpty()).forEach(queue::add);
    long reached = 0;
    while (!queue.isEmpty()) {
      ReplaySource source = queue.poll();
      ReplayItem item = source.take();
      marks.passing(item.time());
      reached = Math.max(reached, item.time());
      write(item, report);
      progress.update(counter.bytes(), report.written(), item.place());
      if (!source.isEmpty()) {
        queue.add(source);
      }
    }
    writer.flush();
    marks.advance(reached + AFTERWARDS_MS);
    marks.close();
    return report;
  }

  private void write(ReplayItem item, ReplayReport report) {
    if (item instanceof ReplayItem.Skipped skipped) {
      report.count(skipped);
    } else if (item instanceof ReplayItem.Entry entry) {
      Optional<String> problem = problem(entry);
      if (problem.isPresent()) {
        report.count(new ReplayItem.Skipped(entry.time(), entry.place(), problem.get()));
      } else {
        writer.write(entry);
        report.count(entry);
      }
    }
  }

  private Optional<String> problem(ReplayItem.Entry entry) {
    long age = now - entry.time();
    if (age < 0 && -age > limits.future()) {
      return Optional.of(
          "is of " + Instant.ofEpochMilli(entry.time()) + ", which Kafka refuses as the future");
    }
    return limits
        .shortestRetention()
        .filter(shortest -> age > shortest.getValue())
        .map(shortest -> "is older than " + shortest.getKey() + " keeps records");
  }
}
