package dev.todoku.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the broker since a moment, committed records only, markers not counted. */
final class Log {
  private static final String KAFKAS_OWN = "__";
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> clients;
  private final int partitions;
  private final Map<TopicPartition, Long> since;

  private Log(Map<String, Object> clients, int partitions, Map<TopicPartition, Long> since) {
    this.clients = clients;
    this.partitions = partitions;
    this.since = since;
  }

  /** From now on. */
  static Log from(String bootstrapServers, int partitions) {
    Map<String, Object> clients = new HashMap<>();
    clients.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    clients.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    clients.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(clients)) {
      return new Log(clients, partitions, consumer.endOffsets(partitions(consumer)));
    }
  }

  int partitions() {
    return partitions;
  }

  /** Records of every topic that has any. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(clients)) {
      List<TopicPartition> all =
          partitions(consumer).stream()
              .filter(partition -> !partition.topic().startsWith(KAFKAS_OWN))
              .toList();
      read(consumer, all, record -> counts.merge(record.topic(), 1L, Long::sum));
    }
    return counts;
  }

  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(clients)) {
      List<TopicPartition> all =
          partitions(consumer).stream()
              .filter(partition -> partition.topic().equals(topic))
              .toList();
      read(consumer, all, reader);
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> all,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(all);
    all.forEach(partition -> consumer.seek(partition, since.getOrDefault(partition, 0L)));
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      consumer.poll(POLL).forEach(reader);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.listTopics().values().stream()
        .flatMap(List::stream)
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> clients) {
    return new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
