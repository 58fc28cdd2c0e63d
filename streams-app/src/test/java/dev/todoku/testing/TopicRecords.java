package dev.todoku.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on a topic, for tests that ask once. */
public final class TopicRecords {
  private TopicRecords() {}

  /** All that is committed on all partitions now. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(
      String bootstrapServers, String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(bootstrapServers), bytes, bytes)) {
      return committed(consumer, topic);
    }
  }

  /**
   * For a consumer that reads what is committed. Whatever else it asks for waits behind a fetch
   * that waits for records.
   */
  static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "isolation.level",
        "read_committed",
        "fetch.max.wait.ms",
        20);
  }

  /** The same by a consumer that reads what is committed, and is used again. */
  static List<ConsumerRecord<byte[], byte[]>> committed(
      Consumer<byte[], byte[]> consumer, String topic) {
    return committed(consumer, partitions(consumer, topic));
  }

  /** The same of partitions that are known: to ask for them takes a broker some time. */
  static List<ConsumerRecord<byte[], byte[]>> committed(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> all) {
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(Duration.ofMillis(50)).forEach(records::add);
    }
    return records;
  }

  /** All partitions of a topic. */
  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
