package dev.todoku.app;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WindowStoreBuilder;

/**
 * A topology that the driver without a broker runs without what only brokers need. It commits after
 * every record, for which RocksDB writes a file each time: the stores are maps and nothing else,
 * for nothing here outlives the process. And it compares every record's topic as a pattern with
 * each that is read by name: here they are read by pattern.
 */
public class UncommittedTopology extends Topology {

  /** A pattern is looked up by its text, which is the topic's name. */
  @Override
  public synchronized <K, V> Topology addSource(
      org.apache.kafka.streams.AutoOffsetReset offsetReset,
      String name,
      TimestampExtractor timestampExtractor,
      Deserializer<K> keyDeserializer,
      Deserializer<V> valueDeserializer,
      String... topics) {
    return super.addSource(
        offsetReset,
        name,
        timestampExtractor,
        keyDeserializer,
        valueDeserializer,
        Pattern.compile(String.join("|", topics)));
  }

  @Override
  public synchronized <S extends StateStore> Topology addStateStore(
      StoreBuilder<S> builder, String... processors) {
    return super.addStateStore(new InMemory(builder), processors);
  }

  /** Builds in memory what {@code builder} would build on disk. */
  private record InMemory(StoreBuilder<?> builder) implements StoreBuilder<StateStore> {
    @Override
    public StateStore build() {
      return builder instanceof WindowStoreBuilder<?, ?> windows
          ? new MemoryWindowStore<String>(builder.name(), windows.retentionPeriod())
          : new MemoryStore<String>(builder.name());
    }

    @Override
    public StoreBuilder<StateStore> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<StateStore> withLoggingDisabled() {
      return this;
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }

    @Override
    public String name() {
      return builder.name();
    }
  }
}
