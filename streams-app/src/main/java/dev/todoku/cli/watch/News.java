package dev.todoku.cli.watch;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What comes out of the pipeline that a person wants to see at once. */
final class News implements AutoCloseable {
  private static final Duration CATCH_UP_POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> alerts;
  private final List<Alert> openBefore;
  private boolean awaitsFirst;

  private News(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> alerts,
      List<Alert> openBefore,
      boolean awaitsFirst) {
    this.consumer = consumer;
    this.alerts = alerts;
    this.openBefore = openBefore;
    this.awaitsFirst = awaitsFirst;
  }

  /** Reads which incidents are open, and what comes after that. */
  static News accept(Map<String, Object> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes);
    List<TopicPartition> alerts = partitions(consumer, Topics.ALERTS);
    List<TopicPartition> outcomes = partitions(consumer, Topics.OUTCOMES);
    boolean isNew = consumer.endOffsets(outcomes).values().stream().allMatch(end -> end == 0);
    List<Alert> open = openNow(consumer, alerts);
    if (isNew) {
      Map<TopicPartition, Long> positions = new HashMap<>();
      alerts.forEach(partition -> positions.put(partition, consumer.position(partition)));
      List<TopicPartition> both = new ArrayList<>(alerts);
      both.addAll(outcomes);
      consumer.assign(both);
      positions.forEach(consumer::seek);
      consumer.seekToBeginning(outcomes);
    }
    return new News(consumer, alerts, open, isNew);
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic<?, ?> topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static List<Alert> openNow(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> alerts) {
    consumer.assign(alerts);
    consumer.seekToBeginning(alerts);
    Map<TopicPartition, Long> ends = consumer.endOffsets(alerts);
    Map<String, Alert> latest = new LinkedHashMap<>();
    while (alerts.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(CATCH_UP_POLL)) {
        Alert alert = read(Topics.ALERTS, record);
        latest.put(alert.incidentId(), alert);
      }
    }
    return latest.values().stream().filter(alert -> alert.state().isOpen()).toList();
  }

  /** Incidents that were open when this began. */
  List<Alert> openBefore() {
    return openBefore;
  }

  /**
   * Hands on what has come; waits when nothing has.
   *
   * @param onFirst is given the first outcome that there ever was
   */
  void poll(Duration atMost, Consumer<Alert> onAlert, Consumer<Outcome> onFirst) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
      if (record.topic().equals(Topics.ALERTS.name())) {
        onAlert.accept(read(Topics.ALERTS, record));
      } else if (awaitsFirst) {
        awaitsFirst = false;
        onFirst.accept(read(Topics.OUTCOMES, record));
      }
    }
    if (!awaitsFirst && consumer.assignment().size() > alerts.size()) {
      Map<TopicPartition, Long> positions = new HashMap<>();
      alerts.forEach(partition -> positions.put(partition, consumer.position(partition)));
      consumer.assign(alerts);
      positions.forEach(consumer::seek);
    }
  }

  private static <T> T read(Topic<String, T> topic, ConsumerRecord<byte[], byte[]> record) {
    return topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
