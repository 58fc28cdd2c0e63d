package dev.todoku.cli.explain;

import dev.todoku.cli.base.ProgressBar;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds the records of a key. There is no index: it reads the one partition that the key is in,
 * from its beginning to what was its end when it began. What is keyed otherwise it finds among the
 * latest records.
 */
final class PartitionScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          10_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          8 * 1024 * 1024,
          // Someone waits for the answer.
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          15_000);

  private final Consumer<byte[], byte[]> consumer;
  private final LongFunction<ProgressBar> progressBars;

  /**
   * A topic and the key of the records to find in it.
   *
   * @param key in UTF-8 on the topic
   */
  record Wanted(String topic, String key) {}

  private PartitionScan(Consumer<byte[], byte[]> consumer, LongFunction<ProgressBar> progressBars) {
    this.consumer = consumer;
    this.progressBars = progressBars;
  }

  /**
   * @param settings of the consumer
   * @param progressBars makes one of a number of records to read
   */
  static PartitionScan connect(
      Map<String, Object> settings, LongFunction<ProgressBar> progressBars) {
    Map<String, Object> all = new HashMap<>(SETTINGS);
    all.putAll(settings);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new PartitionScan(new KafkaConsumer<>(all, bytes, bytes), progressBars);
  }

  /** All records that are wanted, in the order of each partition. Topics may be missing. */
  List<ConsumerRecord<byte[], byte[]>> find(Collection<Wanted> wanted) {
    Map<TopicPartition, Set<ByteBuffer>> keys = locate(wanted);
    consumer.assign(keys.keySet());
    consumer.seekToBeginning(keys.keySet());
    return read(
        keys.keySet(),
        record ->
            record.key() != null
                && keys.getOrDefault(partition(record), Set.of())
                    .contains(ByteBuffer.wrap(record.key())));
  }

  /**
   * Those among the latest records of a topic that are wanted, in the order of each partition. The
   * topic may be missing.
   *
   * @param each how many records of each partition to look through
   */
  List<ConsumerRecord<byte[], byte[]>> latest(
      String topic, int each, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    Set<TopicPartition> partitions =
        consumer.listTopics().getOrDefault(topic, List.of()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach((at, end) -> consumer.seek(at, Math.max(begins.getOrDefault(at, 0L), end - each)));
    return read(partitions, wanted);
  }

  /** From where the consumer stands to what is the end now. */
  private List<ConsumerRecord<byte[], byte[]>> read(
      Set<TopicPartition> partitions, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    // A partition that was read to its end before is still paused.
    consumer.resume(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    long total =
        ends.entrySet().stream()
            .mapToLong(end -> end.getValue() - consumer.position(end.getKey()))
            .sum();
    try (ProgressBar progress = progressBars.apply(total)) {
      long read = 0;
      for (Set<TopicPartition> open = open(ends); !open.isEmpty(); open = open(ends)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          read++;
          if (wanted.test(record)) {
            found.add(record);
          }
        }
        progress.update(read, read, open.iterator().next().topic());
      }
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Map<TopicPartition, Set<ByteBuffer>> locate(Collection<Wanted> wanted) {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics();
    Map<TopicPartition, Set<ByteBuffer>> keys = new HashMap<>();
    for (Wanted one : wanted) {
      List<PartitionInfo> partitions = topics.get(one.topic());
      if (partitions != null) {
        byte[] key = one.key().getBytes(StandardCharsets.UTF_8);
        // As the producer's default partitioner does.
        int number = Utils.toPositive(Utils.murmur2(key)) % partitions.size();
        keys.computeIfAbsent(new TopicPartition(one.topic(), number), p -> new HashSet<>())
            .add(ByteBuffer.wrap(key));
      }
    }
    return keys;
  }

  /** Partitions that are not read to their end. */
  private Set<TopicPartition> open(Map<TopicPartition, Long> ends) {
    Set<TopicPartition> open = new HashSet<>();
    ends.forEach(
        (partition, end) -> {
          if (consumer.position(partition) < end) {
            open.add(partition);
          } else {
            consumer.pause(List.of(partition));
          }
        });
    return open;
  }

  private static TopicPartition partition(ConsumerRecord<?, ?> record) {
    return new TopicPartition(record.topic(), record.partition());
  }
}
