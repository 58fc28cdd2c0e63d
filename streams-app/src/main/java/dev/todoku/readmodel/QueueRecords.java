package dev.todoku.readmodel;

import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.wire.QueueSnapshot;
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

/** What collectors say of queues, among their positions. Queues that are not empty say so often. */
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
    if (begin(consumer)) {
      long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
      while (consumer.position(PARTITION) < end) {
        consumer.poll(POLL).forEach(record -> take(record, view));
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

  /** Whether the record says something of a queue, which the view has then. */
  static boolean take(ConsumerRecord<byte[], byte[]> record, QueueView view) {
    boolean isQueue =
        record.value() != null && PositionsTopic.keyOf(record.key()).startsWith(QueueSnapshot.KEY);
    if (!isQueue) {
      return false;
    }
    try {
      view.add(QueueSnapshot.decode(record.value()));
      return true;
    } catch (IllegalArgumentException newer) {
      LOG.warn("a queue at offset {} is left out: {}", record.offset(), newer.getMessage());
      return false;
    }
  }
}
