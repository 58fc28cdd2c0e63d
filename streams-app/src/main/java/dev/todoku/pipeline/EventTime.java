package dev.todoku.pipeline;

import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time from the payload. A payload that claims a time well after its record was written
 * cannot be true; it must not drag the stream's time along, so it is held back to the record's, and
 * {@link Admission} turns it away.
 */
final class EventTime<T> implements TimestampExtractor {
  /** How far clocks of sending hosts may be ahead. */
  static final long CLOCK_SKEW_MS = 60 * 60_000;

  private final ToLongFunction<T> timeOf;

  EventTime(ToLongFunction<T> timeOf) {
    this.timeOf = timeOf;
  }

  @Override
  @SuppressWarnings("unchecked")
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    Incoming<T> incoming = (Incoming<T>) record.value();
    if (incoming == null || !incoming.isReadable()) {
      return Math.max(0, partitionTime);
    }
    long eventTime = timeOf.applyAsLong(incoming.value());
    return record.timestamp() < 0
        ? eventTime
        : Math.min(eventTime, record.timestamp() + CLOCK_SKEW_MS);
  }
}
