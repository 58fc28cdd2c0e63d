package dev.todoku.readmodel;

import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.SilentSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What collectors say of queues and of silent sources, among their positions. What is not empty,
 * and what is silent, is said often.
 */
public final class QueueRecords {
  private static final Logger LOG = LoggerFactory.getLogger(QueueRecords.class);
  private static final Duration LOOK_BACK = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final TopicPartition PARTITION = new TopicPartition(PositionsTopic.NAME, 0);

  private QueueRecords() {}

  /**
   * Reads what there is now.
   *
   * @param consumer belongs to no group
   */
  public static void readAll(Consumer<byte[], byte[]> consumer, QueueView view) {
    SilenceView silences = new SilenceView();
    if (begin(consumer)) {
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      while (consumer.position(PARTITION) < end) {
        consumer.poll(POLL).forEach(record -> take(record, view, silences));
      }
    }
  }

  /**
   * Makes the consumer read from a while ago on.
   *
   * @return whether it can: where no collector has run there is no topic, and some may not read it
   */
  static boolean begin(Consumer<byte[], byte[]> consumer) {
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(PositionsTopic.NAME);
      if (partitions == null || partitions.isEmpty()) {
        return false;
      }
      consumer.assign(List.of(PARTITION));
      long from = System.currentTimeMillis() - LOOK_BACK.toMillis();
      OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(PARTITION, from)).get(PARTITION);
      if (first == null) {
        consumer.seekToEnd(List.of(PARTITION));
      } else {
        consumer.seek(PARTITION, first.offset());
      }
      return true;
    } catch (AuthorizationException e) {
      LOG.debug("no right to read {}", PositionsTopic.NAME, e);
      return false;
    }
  }

  /** Takes a record into the view that it is for. Whether it says something of a queue. */
  static boolean take(
      ConsumerRecord<byte[], byte[]> record, QueueView queues, SilenceView silences) {
    String key = PositionsTopic.keyOf(record.key());
    try {
      if (key.startsWith(SilentSource.KEY)) {
        take(record, silences);
      } else if (key.startsWith(QueueSnapshot.KEY) && record.value() != null) {
        queues.add(QueueSnapshot.decode(record.value()));
        return true;
      }
    } catch (IllegalArgumentException newer) {
      LOG.warn("a record at offset {} is left out: {}", record.offset(), newer.getMessage());
    }
    return false;
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, SilenceView silences) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      silences.remove(key);
    } else {
      silences.add(key, SilentSource.decode(record.value()), record.timestamp());
    }
  }
}
