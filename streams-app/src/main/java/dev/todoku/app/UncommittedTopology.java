package dev.todoku.app;

import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WindowStoreBuilder;

/**
 * A topology whose stores are maps and nothing else. The driver without a broker commits after
 * every record, for which RocksDB writes a file each time; nothing here outlives the process.
 */
public final class UncommittedTopology extends Topology {

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
