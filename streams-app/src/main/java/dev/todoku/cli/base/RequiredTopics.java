package dev.todoku.cli.base;

import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.TopicSetup;
import dev.todoku.wire.InternalTopics;

/** The topics that an installation needs. */
public final class RequiredTopics {
  private RequiredTopics() {}

  /** How they must be, as the configuration says. */
  public static TopicSetup of(TodokuConfig config) {
    return new TopicSetup(
        config.topicPartitions(),
        config.topicReplicationFactor(),
        config.joinWindow(),
        TopicSetup.future(config.eventTimeAheadMax()),
        InternalTopics.names());
  }
}
