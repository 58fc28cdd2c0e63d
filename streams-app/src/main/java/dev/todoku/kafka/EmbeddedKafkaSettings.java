package dev.todoku.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Broker settings of {@link EmbeddedKafka}, each with its reason. */
final class EmbeddedKafkaSettings {
  private EmbeddedKafkaSettings() {}

  static Properties of(Path dir, int brokerPort, int controllerPort) {
    Properties settings = new Properties();
    settings.putAll(node(dir, brokerPort, controllerPort));
    settings.putAll(internalTopics());
    settings.putAll(others());
    return settings;
  }

  private static Map<String, String> node(Path dir, int brokerPort, int controllerPort) {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
        "listeners",
            "BROKER://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name", "BROKER",
        "controller.listener.names", "CONTROLLER",
        "log.dirs", dir.toString());
  }

  /** One replica, because there is one node; few partitions, because each costs start-up time. */
  private static Map<String, String> internalTopics() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        // The first member of a group need not wait for others.
        "group.initial.rebalance.delay.ms", "0");
  }

  /**
   * Limits of records are Kafka's own: what a topic needs beside them must be said at the topic.
   */
  private static Map<String, String> others() {
    return Map.of(
        // A mistyped topic is an error, not a new topic.
        "auto.create.topics.enable", "false",
        // Twice a second it would write to its metadata that nothing has happened: nobody follows.
        "metadata.max.idle.interval.ms", "0",
        // Mail of a test is of the day that the test chose: after half a minute it would be too
        // old.
        "log.initial.task.delay.ms", String.valueOf(Duration.ofDays(1).toMillis()),
        // The default of 128 MB is for brokers that compact terabytes.
        "log.cleaner.dedupe.buffer.size", "2097152");
  }
}
