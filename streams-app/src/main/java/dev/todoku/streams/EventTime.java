package dev.todoku.streams;

import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time from the payload. A payload that claims a time well after its record was written or
 * read cannot be true; it must not drag the stream's time along, so it is held back to the limit,
 * and {@link InputValidator} turns it away.
 */
public final class EventTime<T> implements TimestampExtractor {
  private final ToLongFunction<T> timeOf;
  private final FutureLimit future;

  public EventTime(ToLongFunction<T> timeOf, FutureLimit future) {
    this.timeOf = timeOf;
    this.future = future;
  }

  @Override
  @SuppressWarnings("unchecked")
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    Incoming<T> incoming = (Incoming<T>) record.value();
    if (incoming == null || !incoming.isReadable()) {
      return Math.max(0, partitionTime);
    }
    return Math.min(timeOf.applyAsLong(incoming.value()), future.latest(record.timestamp()));
  }
}
