package dev.todoku.cli.replay;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Address;
import dev.todoku.schema.Topic;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logs, messages and events of any topic from files, all together in the order of time. */
public final class MergedFiles {
  private final ByteCounter counter = new ByteCounter();
  private final ReplaySources others;
  private final PriorityQueue<ReplaySource> queue =
      new PriorityQueue<>(Comparator.comparingLong(ReplaySource::time));

  /**
   * Opens the files.
   *
   * @param year year of the first line of logs that name none; null to derive it from the file
   * @param config of the pipeline that reads the records
   * @param now milliseconds since 1970
   * @throws Failure when one that was named cannot be read or is nothing of that
   */
  public static MergedFiles open(
      List<Input> inputs, @Nullable Integer year, TodokuConfig config, long now) {
    MergedFiles files = new MergedFiles(year, config, CredibleTimes.until(now, config));
    inputs.forEach(files::add);
    return files;
  }

  private MergedFiles(@Nullable Integer year, TodokuConfig config, CredibleTimes credible) {
    others =
        new ReplaySources(
            null,
            year,
            config.postfixZone(),
            new Address(config.keepsLocalPartCase()),
            RecordLimits.withoutTopics(),
            counter,
            credible);
  }

  private void add(Input input) {
    try {
      Optional<ReplaySource> source =
          others.isEvents(input) ? Optional.of(events(input)) : others.open(input);
      source.filter(some -> !some.isEmpty()).ifPresent(queue::add);
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }

  /** Events need not stand in the order of time; what does is not held in memory. */
  private ReplaySource events(Input input) throws IOException {
    Topic<?, ?> ofFile = AnyEventFormat.topicOf(input.fileName()).orElse(null);
    Supplier<LineFormat> formats =
        () -> new AnyEventFormat(ofFile, others.addresses(), input.modifiedAt(), others.credible());
    boolean isInOrder = SortedSource.isInOrder(others.lines(input, formats, new ByteCounter()));
    ReplaySource source = others.lines(input, formats, counter);
    return isInOrder ? source : SortedSource.of(source);
  }

  /** Whether everything has been taken. */
  public boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Event time of the next item, epoch milliseconds. */
  public long time() {
    return queue.peek().time();
  }

  /** Takes the next item. */
  public ReplayItem next() throws IOException {
    ReplaySource source = queue.poll();
    ReplayItem item = source.take();
    if (!source.isEmpty()) {
      queue.add(source);
    }
    return item;
  }

  /** Bytes that have been read, as the files are stored. */
  public long bytes() {
    return counter.bytes();
  }
}
