package dev.todoku.streams;

import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Event time from the payload of an internal topic, whose records bear the time of appending. */
final class PayloadTime<T> implements TimestampExtractor {
  private final ToLongFunction<T> timeOf;

  PayloadTime(ToLongFunction<T> timeOf) {
    this.timeOf = timeOf;
  }

  @Override
  @SuppressWarnings("unchecked")
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return timeOf.applyAsLong((T) record.value());
  }
}
