package dev.todoku.streams;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store that were used last, at most a fixed number of them. Not thread-safe.
 *
 * @param <K> the key, as in the store
 * @param <V> what is read back from the store when it is not here
 */
public final class LruCache<K, V> {
  private final Map<K, V> entries;

  /**
   * An empty cache.
   *
   * @param most entries; one more evicts the least recently used
   */
  public LruCache(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  /** The value of {@code key}, null when it is not here. */
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  /** The value of {@code key}, read when it is not here. */
  public V get(K key, Function<K, V> read) {
    V known = entries.get(key);
    if (known == null) {
      known = read.apply(key);
      entries.put(key, known);
    }
    return known;
  }

  public void put(K key, V value) {
    entries.put(key, value);
  }

  public void remove(K key) {
    entries.remove(key);
  }

  /** Evicts the least recently used, down to {@code rest} entries. */
  public void trim(int rest) {
    Iterator<K> eldest = entries.keySet().iterator();
    for (int excess = entries.size() - rest; excess > 0; excess--) {
      eldest.next();
      eldest.remove();
    }
  }

  public int size() {
    return entries.size();
  }
}
