package dev.todoku.schema;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic and how it is written.
 *
 * @param name the topic's name
 * @param keySerde how keys are written
 * @param valueSerde how values are written
 */
public record Topic<K, V>(String name, Serde<K> keySerde, Serde<V> valueSerde) {

  /** The value that {@code bytes} of this topic are. */
  public V read(byte[] bytes) {
    return valueSerde.deserializer().deserialize(name, bytes);
  }
}
