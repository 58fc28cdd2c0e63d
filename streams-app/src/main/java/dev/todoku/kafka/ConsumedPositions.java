package dev.todoku.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the consumers of this process stand. Kafka Streams commits no position behind the markers
 * of transactions before a record has come, so that after a restart a partition with nothing new in
 * it looks unread for ever.
 */
public final class ConsumedPositions {
  /** Setting of the consumers that holds the positions. */
  public static final String CONFIG = "todoku.consumed.positions";

  /** The most records that a consumer returns at a time. */
  public static final int MOST_RECORDS = 2_000;

  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();
  private final ThreadLocal<Boolean> isBehind = ThreadLocal.withInitial(() -> false);

  /**
   * A consumer's place.
   *
   * @param lastRecord offset of the last record that it returned, -1 before the first
   * @param next offset that it reads next
   */
  private record Position(long lastRecord, long next) {}

  /**
   * Up to where nothing but markers follows.
   *
   * @param committed offset that the group has committed
   * @return that offset, or the position behind the markers that stand there
   */
  long beyondMarkers(TopicPartition partition, long committed) {
    Position position = positions.get(partition);
    return position != null && committed > position.lastRecord()
        ? Math.max(committed, position.next())
        : committed;
  }

  /** Whether more was there than could be returned when this thread read last. */
  boolean isBehind() {
    return isBehind.get();
  }

  void returned(ConsumerRecords<?, ?> records) {
    isBehind.set(records.count() >= MOST_RECORDS);
    records
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              var some = records.records(partition);
              Position before = positions.get(partition);
              long last =
                  some.isEmpty()
                      ? (before == null ? -1 : before.lastRecord())
                      : some.get(some.size() - 1).offset();
              positions.put(partition, new Position(last, next.offset()));
            });
  }

  /** Kafka makes one for each consumer; it notes what that one returns. */
  public static final class Interceptor implements ConsumerInterceptor<Object, Object> {
    private @Nullable ConsumedPositions positions;

    @Override
    public void configure(Map<String, ?> configs) {
      positions = (ConsumedPositions) configs.get(CONFIG);
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
      if (positions != null) {
        positions.returned(records);
      }
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      // What counts is what the broker says is committed.
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }
}
