package dev.todoku.cli.watch;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.collect.CollectorSettings;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.collect.kafka.PositionsHandover;
import dev.todoku.collect.kafka.TopicSource;
import dev.todoku.config.TodokuConfig;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves what a watch has read to a cluster: log lines, bounce messages and what mail services
 * posted to it, in the order of their times, from which the pipeline there makes all else. What has
 * been moved is remembered with it, so that an export that is interrupted goes on, and one that is
 * repeated moves what is new.
 */
final class WatchExport {
  /** Topics that come from outside as they are. */
  private static final Map<String, EntryType> MOVED =
      Map.of(
          Topics.RAW_POSTFIX.name(), EntryType.LOG,
          Topics.RAW_LOGS.name(), EntryType.SERVER_LOG,
          Topics.RAW_BOUNCES.name(), EntryType.BOUNCE,
          Topics.RAW_REPORTS.name(), EntryType.REPORT);

  /** All that there is. */
  private static final Duration KEEP = Duration.ofDays(36_500);

  private final Map<String, Object> from;
  private final TodokuConfig to;
  private final int partitions;

  /**
   * Not begun.
   *
   * @param from the broker of the watch
   * @param partitions of the joined topics in the cluster
   */
  WatchExport(String from, TodokuConfig to, int partitions) {
    this.from = Map.of("bootstrap.servers", from);
    this.to = to;
    this.partitions = partitions;
  }

  /**
   * Moves all.
   *
   * @param collector the name under which collecting goes on, for the cluster
   * @param interrupted is given why it begins again after a pause
   * @return how many lines, messages and reports were moved
   * @throws Failure when the cluster does not take them
   */
  long run(String collector, Consumer<String> interrupted) {
    Progress progress = new Progress(interrupted);
    Collector moving =
        new Collector(
            CollectorSettings.of(to, "export-" + collector, partitions, KEEP),
            progress::open,
            progress);
    progress.ends = moving;
    moving.run();
    if (moving.failure() != null) {
      throw Failure.because(moving.failure());
    }
    PositionsHandover.copy(
        from, WatchSession.COLLECTOR, CollectorSettings.of(to, collector, partitions, KEEP));
    return progress.moved;
  }

  /** Opens the topics, and ends when they have been read. */
  private final class Progress implements Collector.Observer {
    private final Consumer<String> interrupted;
    private final List<TopicSource> sources = new ArrayList<>();
    private @Nullable Collector ends;
    private long before;
    private long moved;

    Progress(Consumer<String> interrupted) {
      this.interrupted = interrupted;
    }

    List<CollectorSource> open(@Nullable Map<String, byte[]> stored) {
      if (stored == null) {
        return List.of();
      }
      sources.clear();
      MOVED.forEach((topic, type) -> sources.add(new TopicSource(from, topic, type, stored)));
      return List.copyOf(sources);
    }

    @Override
    public void progressed(long written, boolean isAtEnd) {
      moved = before + written;
      if (isAtEnd && ends != null && sources.stream().allMatch(TopicSource::isAtEnd)) {
        ends.close();
      }
    }

    @Override
    public void interrupted(String why) {
      before = moved;
      interrupted.accept(why);
    }
  }
}
