package dev.todoku.pipeline;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The detectors of all streams of a task. The store is written minute by minute; the latest streams
 * are kept in memory as they are, so that they need not be read back for the next one.
 */
final class DetectorStreams {
  private static final int KEPT_IN_MEMORY = 10_000;

  private final KeyValueStore<String, byte[]> store;
  private final Map<String, DetectorStream> recent =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DetectorStream> eldest) {
          return size() > KEPT_IN_MEMORY;
        }
      };

  /** Scopes whose detector stands in alarm: they end although nothing more may come. */
  private final Map<String, Scope> alarmed = new TreeMap<>();

  DetectorStreams(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> entry = stored.next();
        if (DetectorStream.decode(entry.value).isAlarmed()) {
          alarmed.put(entry.key, ScopeKey.parse(entry.key));
        }
      }
    }
  }

  DetectorStream of(Scope scope) {
    return recent.computeIfAbsent(ScopeKey.of(scope), this::read);
  }

  void save(Scope scope, DetectorStream stream) {
    String key = ScopeKey.of(scope);
    store.put(key, stream.encode());
    if (stream.isAlarmed()) {
      alarmed.put(key, scope);
    } else {
      alarmed.remove(key);
    }
  }

  List<Scope> alarmed() {
    return new ArrayList<>(alarmed.values());
  }

  private DetectorStream read(String key) {
    byte[] stored = store.get(key);
    return stored == null ? DetectorStream.fresh() : DetectorStream.decode(stored);
  }
}
