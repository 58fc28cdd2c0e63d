package dev.todoku.topology;

import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.DayBuckets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** Stores as the pipeline uses them, on RocksDB, without changelog and cache. */
public final class TestStores {
  private final MockProcessorContext<Object, Object> context;

  public TestStores(Path dir) {
    context = context(dir);
  }

  public static MockProcessorContext<Object, Object> context(Path dir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new MockProcessorContext<>(properties, new TaskId(0, 0), dir.toFile());
  }

  public KeyValueStore<Bytes, byte[]> byBytes() {
    return keyValue(Serdes.Bytes());
  }

  public KeyValueStore<String, byte[]> byString() {
    return keyValue(Serdes.String());
  }

  public WindowStore<Bytes, byte[]> buckets(Duration window) {
    return open(DayBuckets.builder("buckets", window));
  }

  public WindowStore<String, byte[]> beforeImages(Duration lateWindow) {
    return open(BeforeImages.named("before", lateWindow));
  }

  public static long size(KeyValueStore<?, byte[]> store) {
    long size = 0;
    try (KeyValueIterator<?, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        entries.next();
        size++;
      }
    }
    return size;
  }

  private <K> KeyValueStore<K, byte[]> keyValue(Serde<K> keys) {
    return open(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore("store"), keys, Serdes.ByteArray()));
  }

  private <S extends StateStore> S open(StoreBuilder<S> builder) {
    S store = builder.withLoggingDisabled().withCachingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
