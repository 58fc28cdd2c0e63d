package dev.todoku.pipeline;

import dev.todoku.detect.Figures;
import dev.todoku.detect.Recent;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;

/**
 * What was seen lately at each provider of a task. It is kept in memory; the store gets what a
 * minute changes.
 */
final class RecentStore {
  private final BeforeImages.Revertible store;
  private final Map<String, Recent> known = new HashMap<>();

  RecentStore(BeforeImages.Revertible store) {
    this.store = store;
    store.onPutBack(key -> known.remove(PrefixedKey.name(key)));
  }

  /** Counts a minute of a provider; returns what is known of it then. */
  Recent add(String provider, long minute, Figures figures) {
    Recent recent = known.computeIfAbsent(provider, this::read);
    recent
        .add(minute, figures)
        .forEach((name, bytes) -> store.put(PrefixedKey.of(provider, name), bytes));
    return recent;
  }

  private Recent read(String provider) {
    Recent recent = new Recent();
    for (KeyValue<String, byte[]> entry : store.of(provider)) {
      recent.read(PrefixedKey.entry(provider, entry.key), entry.value);
    }
    return recent;
  }
}
