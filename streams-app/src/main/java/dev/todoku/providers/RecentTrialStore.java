package dev.todoku.providers;

import dev.todoku.detect.Figures;
import dev.todoku.detect.RecentTrials;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.LruCache;
import dev.todoku.streams.PrefixedKey;
import org.apache.kafka.streams.KeyValue;

/**
 * What was seen lately at each provider of a task. The store gets what a minute changes; the
 * providers used last are in memory, some 40 kilobytes each.
 */
final class RecentTrialStore {
  static final int KEPT_IN_MEMORY = 100;

  private final BeforeImages.Revertible store;
  private final LruCache<String, RecentTrials> known = new LruCache<>(KEPT_IN_MEMORY);

  RecentTrialStore(BeforeImages.Revertible store) {
    this.store = store;
    store.onPutBack(key -> known.remove(PrefixedKey.name(key)));
  }

  /** Counts a minute of a provider; returns what is known of it then. */
  RecentTrials add(String provider, long minute, Figures figures) {
    RecentTrials recent = known.get(provider, this::read);
    recent
        .add(minute, figures)
        .forEach((name, bytes) -> store.put(PrefixedKey.of(provider, name), bytes));
    return recent;
  }

  /** How many providers are in memory. */
  int inMemory() {
    return known.size();
  }

  private RecentTrials read(String provider) {
    RecentTrials recent = new RecentTrials();
    for (KeyValue<String, byte[]> entry : store.of(provider)) {
      recent.read(PrefixedKey.entry(provider, entry.key), entry.value);
    }
    return recent;
  }
}
