package dev.todoku.streams;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores of one value in its binary form for each key. */
public final class KeyedBytes {
  private KeyedBytes() {}

  /** For each name, written once a commit. */
  public static StoreBuilder<KeyValueStore<String, byte[]>> named(String store) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  /** For each binary key, written at once: what is written once or twice gains by no cache. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> byBytes(String store) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray());
  }
}
