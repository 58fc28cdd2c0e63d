package dev.todoku.bench;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the first signal and the first alert of each scope come to a consumer. */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Map<Scope, Arrival> signals = new ConcurrentHashMap<>();
  private final Map<Scope, Arrival> alerts = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::read, "arrivals");
  private volatile boolean isOver;

  /**
   * A record that came.
   *
   * @param judgedAt the end of the minute that decided, event time
   * @param at when it came, milliseconds since 1970
   */
  record Arrival(long judgedAt, long at) {}

  Arrivals(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", "arrivals",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", 50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.SIGNALS.name(), Topics.ALERTS.name()));
    thread.start();
  }

  Map<Scope, Arrival> signals() {
    return signals;
  }

  Map<Scope, Arrival> alerts() {
    return alerts;
  }

  private void read() {
    while (!isOver) {
      consumer.poll(POLL).forEach(this::take);
    }
    consumer.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    long now = System.currentTimeMillis();
    if (record.topic().equals(Topics.ALERTS.name())) {
      Alert alert = value(Topics.ALERTS, record);
      alerts.putIfAbsent(alert.scope(), new Arrival(alert.time(), now));
    } else {
      Signal signal = value(Topics.SIGNALS, record);
      signals.putIfAbsent(signal.scope(), new Arrival(signal.time(), now));
    }
  }

  private static <T> T value(Topic<String, T> topic, ConsumerRecord<byte[], byte[]> record) {
    return topic.valueSerde().deserializer().deserialize(topic.name(), record.value());
  }

  @Override
  public void close() {
    isOver = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
