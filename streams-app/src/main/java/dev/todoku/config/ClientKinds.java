package dev.todoku.config;

import java.util.List;
import org.apache.kafka.streams.StreamsConfig;

/** Prefixes by which Kafka Streams distinguishes settings of its clients. */
final class ClientKinds {
  private static final List<String> PREFIXES =
      List.of(
          StreamsConfig.PRODUCER_PREFIX,
          StreamsConfig.CONSUMER_PREFIX,
          StreamsConfig.MAIN_CONSUMER_PREFIX,
          StreamsConfig.RESTORE_CONSUMER_PREFIX,
          StreamsConfig.GLOBAL_CONSUMER_PREFIX,
          StreamsConfig.ADMIN_CLIENT_PREFIX,
          StreamsConfig.TOPIC_PREFIX);

  private ClientKinds() {}

  static boolean hasPrefix(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith);
  }
}
