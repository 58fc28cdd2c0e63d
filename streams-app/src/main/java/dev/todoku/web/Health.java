package dev.todoku.web;

import org.apache.kafka.streams.KafkaStreams;

/** What the state of the streams says about an instance. */
final class Health {
  private Health() {}

  /** Whether a restart would not help: it runs, starts, restores or shuts down. */
  static boolean isLive(KafkaStreams.State state) {
    return switch (state) {
      case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> true;
      case NOT_RUNNING, PENDING_ERROR, ERROR -> false;
    };
  }

  /** Whether it processes: partitions are assigned and their state is restored. */
  static boolean isReady(KafkaStreams.State state) {
    return state == KafkaStreams.State.RUNNING;
  }
}
