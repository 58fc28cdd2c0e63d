package dev.todoku.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * When a raw record was written. Old topics and some clients give none; such a record was written
 * about when the one before it was, or as it is the first, it is taken as new. What claims to be
 * written in the future is held back.
 */
final class RawTime implements TimestampExtractor {
  private final FutureLimit future;

  RawTime(FutureLimit future) {
    this.future = future;
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.timestamp() >= 0) {
      return Math.min(record.timestamp(), future.latest(record.timestamp()));
    }
    return partitionTime >= 0 ? partitionTime : future.clock().getAsLong();
  }
}
