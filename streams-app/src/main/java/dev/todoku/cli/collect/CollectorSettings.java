package dev.todoku.cli.collect;

import dev.todoku.collect.kafka.Collector;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import java.time.Duration;

/** How collectors write, as the configuration says. */
public final class CollectorSettings {
  /** An alert is this much later where nothing comes. */
  private static final Duration MARK_EVERY = Duration.ofSeconds(5);

  private CollectorSettings() {}

  /**
   * Those of one collector.
   *
   * @param name whose positions
   * @param partitions of the joined topics
   * @param keep how far back entries may be
   */
  public static Collector.Settings of(
      TodokuConfig config, String name, int partitions, Duration keep) {
    return new Collector.Settings(
        name,
        config.clientSettings("producer"),
        config.clientSettings("consumer"),
        TopicSetup.LARGEST_RECORD,
        partitions,
        keep,
        TopicSetup.future(config.eventTimeAheadMax()),
        config.lateness().allowance(),
        MARK_EVERY);
  }
}
