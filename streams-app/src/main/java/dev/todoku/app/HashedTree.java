package dev.todoku.app;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Values found by hash, with their keys in order for ranges: stores are asked for single keys most
 * of the time, many of which they have not. Bears that it changes while it is read.
 *
 * <p>Not thread-safe.
 */
final class HashedTree<K extends Comparable<? super K>> {
  private final Map<K, byte[]> values = new HashMap<>();
  private final NavigableSet<K> keys = new ConcurrentSkipListSet<>();

  byte @Nullable [] get(K key) {
    return values.get(key);
  }

  void put(K key, byte[] value) {
    if (values.put(key, value) == null) {
      keys.add(key);
    }
  }

  /** Gives what was there, null for nothing. */
  byte @Nullable [] remove(K key) {
    byte[] removed = values.remove(key);
    if (removed != null) {
      keys.remove(key);
    }
    return removed;
  }

  int size() {
    return values.size();
  }

  /**
   * What is there from one key to another, in order, and null after the last.
   *
   * @param from the first, null for no limit
   * @param to the last, null for no limit
   */
  Supplier<@Nullable KeyValue<K, byte[]>> range(@Nullable K from, @Nullable K to) {
    NavigableSet<K> above = from == null ? keys : keys.tailSet(from, true);
    Iterator<K> all = (to == null ? above : above.headSet(to, true)).iterator();
    return () -> {
      while (all.hasNext()) {
        K key = all.next();
        byte[] value = values.get(key);
        if (value != null) {
          return KeyValue.pair(key, value);
        }
      }
      return null;
    };
  }
}
