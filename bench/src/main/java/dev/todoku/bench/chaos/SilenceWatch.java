package dev.todoku.bench.chaos;

import dev.todoku.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** For how long no committed outcome comes to a consumer, partition by partition. */
final class SilenceWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<Integer, Long> lastAt = new TreeMap<>();
  private final Map<Integer, Silence> longest = new ConcurrentHashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread = new Thread(this::watch, "silence-watch");
  private volatile boolean isOver;

  /**
   * A silence, in wall time.
   *
   * @param from when the last record before it came, milliseconds since 1970
   * @param millis how long it lasted
   */
  record Silence(long from, long millis) {
    /** When it ended. */
    long until() {
      return from + millis;
    }
  }

  SilenceWatch(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.OUTCOMES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread.start();
  }

  private void watch() {
    while (!isOver) {
      consumer.poll(POLL).forEach(record -> onRecord(record.partition()));
    }
    consumer.close();
  }

  private void onRecord(int partition) {
    long now = System.currentTimeMillis();
    Long last = lastAt.put(partition, now);
    if (last != null) {
      longest.merge(
          partition, new Silence(last, now - last), (a, b) -> b.millis() > a.millis() ? b : a);
    }
  }

  /** The longest silence of each partition so far. */
  Map<Integer, Silence> longest() {
    return new TreeMap<>(longest);
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
