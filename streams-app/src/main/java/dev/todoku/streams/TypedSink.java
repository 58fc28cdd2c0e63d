package dev.todoku.streams;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One named exit of a processor, typed. Records leave without the headers of what led to them: a
 * header of a megabyte on an input must not travel through every topic.
 */
public final class TypedSink<K, V> {
  private final ProcessorContext<Object, Object> context;
  private final String child;

  public TypedSink(ProcessorContext<Object, Object> context, String child) {
    this.context = context;
    this.child = child;
  }

  /** Sends a record with headers that say what it is. */
  public void send(@Nullable K key, @Nullable V value, long timestamp, Headers headers) {
    context.forward(new Record<>(key, value, timestamp, headers), child);
  }

  public void send(@Nullable K key, @Nullable V value, long timestamp) {
    context.forward(new Record<>(key, value, timestamp), child);
  }
}
