package dev.todoku.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/**
 * A topology whose stores are not committed. The driver without a broker commits after every
 * record, for which RocksDB writes a file each time; nothing here outlives the process.
 */
final class UncommittedTopology extends Topology {

  @Override
  public synchronized <S extends StateStore> Topology addStateStore(
      StoreBuilder<S> builder, String... processors) {
    return super.addStateStore(
        new Uncommitted<>(builder.withLoggingDisabled().withCachingDisabled()), processors);
  }

  /** Builds what {@code builder} does, without commits. */
  private record Uncommitted<S extends StateStore>(StoreBuilder<S> builder)
      implements StoreBuilder<S> {
    @Override
    @SuppressWarnings("unchecked")
    public S build() {
      S store = builder.build();
      Class<?> kind = store instanceof WindowStore ? WindowStore.class : KeyValueStore.class;
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            switch (method.getName()) {
              case "commit", "flush":
                return null;
              case "persistent":
                return false;
              default:
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
            }
          };
      return (S) Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler);
    }

    @Override
    public StoreBuilder<S> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
      return this;
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
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
