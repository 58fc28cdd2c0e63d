package dev.todoku.pipeline;

import dev.todoku.detect.Recent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/** What was seen lately at each provider of a task, kept in memory as well. */
final class RecentStore {
  private final KeyValueStore<String, byte[]> store;
  private final Map<String, Recent> known = new HashMap<>();

  RecentStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  Recent of(String provider) {
    return known.computeIfAbsent(provider, this::read);
  }

  void save(String provider, Recent recent) {
    store.put(provider, recent.encode());
  }

  private Recent read(String provider) {
    byte[] stored = store.get(provider);
    return stored == null ? new Recent() : Recent.decode(stored);
  }
}
