package dev.todoku.collect.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the positions of all collectors are: compacted, one partition, a key for each position. */
public final class PositionsTopic {
  /** Its name. */
  public static final String NAME = "todoku.collector-positions";

  /** One, because a collector reads its positions to the end before it begins. */
  private static final int PARTITION = 0;

  /** Small, since only what is not written to any more is compacted. */
  private static final int SEGMENT_BYTES = 8 * 1024 * 1024;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private PositionsTopic() {}

  /**
   * Creates it unless it is there.
   *
   * @param replicas -1 for the broker's default
   */
  public static void ensure(Admin admin, int replicas) {
    Optional<Short> factor = replicas < 0 ? Optional.empty() : Optional.of((short) replicas);
    NewTopic topic =
        new NewTopic(NAME, Optional.of(1), factor)
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    String.valueOf(SEGMENT_BYTES)));
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException(e.getCause());
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** What stores a position, or forgets it when the value is null. */
  static ProducerRecord<byte[], byte[]> record(String collector, String key, byte[] value) {
    byte[] name = (collector + '\n' + key).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(NAME, PARTITION, name, value);
  }

  /** The key of a position, without its collector. */
  public static String keyOf(byte[] recordKey) {
    String key = new String(recordKey, StandardCharsets.UTF_8);
    return key.substring(key.indexOf('\n') + 1);
  }

  /** The positions of one collector, by their key. */
  static Map<String, byte[]> read(String collector, Map<String, Object> consumerSettings) {
    Map<String, Object> settings = new HashMap<>(consumerSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    TopicPartition partition = new TopicPartition(NAME, PARTITION);
    Map<String, byte[]> positions = new HashMap<>();
    String prefix = collector + '\n';
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = end(settings, partition);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.position(partition) < end) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "the positions of " + collector + " cannot be read to their end");
        }
        consumer
            .poll(POLL)
            .forEach(
                record -> {
                  String key = new String(record.key(), StandardCharsets.UTF_8);
                  if (key.startsWith(prefix)) {
                    put(positions, key.substring(prefix.length()), record.value());
                  }
                });
      }
    }
    return positions;
  }

  private static void put(Map<String, byte[]> positions, String key, byte[] value) {
    if (value == null) {
      positions.remove(key);
    } else {
      positions.put(key, value);
    }
  }

  /** Where it ends, committed or not: who reads that far has read all that was committed. */
  private static long end(Map<String, Object> settings, TopicPartition partition) {
    Map<String, Object> uncommitted = new HashMap<>(settings);
    uncommitted.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_UNCOMMITTED.name().toLowerCase(java.util.Locale.ROOT));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(uncommitted, bytes, bytes)) {
      return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }
  }
}
