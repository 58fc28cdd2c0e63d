package dev.todoku.pipeline;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores of one value in its binary form for each name, written once a commit. */
final class KeyedBytes {
  private KeyedBytes() {}

  static StoreBuilder<KeyValueStore<String, byte[]>> named(String store) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
