package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the output topics from their beginning, only what is committed, onto a board. */
final class Watcher implements AutoCloseable {
  private static final List<Topic<?, ?>> WATCHED =
      List.of(
          Topics.OUTCOMES,
          Topics.UNMATCHED,
          Topics.PROVIDER_HEALTH,
          Topics.ALERTS,
          Topics.DEAD_LETTERS);

  private final OutputView board;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Watcher(OutputView board, Map<String, Object> clientSettings) {
    this.board = board;
    clientSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    clientSettings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    consumer =
        new KafkaConsumer<>(
            clientSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        WATCHED.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Takes in what has come, and shows the display what is news. Waits if nothing has. */
  void poll(Duration atMost, Display display) {
    consumer.poll(atMost).forEach(record -> take(record, display));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Display display) {
    String topic = record.topic();
    if (topic.equals(Topics.OUTCOMES.name())) {
      Outcome outcome = read(Topics.OUTCOMES, record);
      if (board.add(outcome)) {
        display.outcome(outcome);
      }
    } else if (topic.equals(Topics.PROVIDER_HEALTH.name())) {
      ProviderHealth row = read(Topics.PROVIDER_HEALTH, record);
      board.add(row);
    } else if (topic.equals(Topics.ALERTS.name())) {
      Alert alert = read(Topics.ALERTS, record);
      board.add(alert);
      display.alert(alert);
    } else if (topic.equals(Topics.UNMATCHED.name())) {
      board.addUnmatched();
    } else {
      board.addDeadLetter();
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
