package dev.todoku.app;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** A window store that is a map for each window, without metrics and changelog. */
final class MemoryWindowStore<K extends Comparable<? super K>> implements WindowStore<K, byte[]> {
  private final String name;
  private final long retentionMs;
  private final NavigableMap<Long, HashedTree<K>> windows = new TreeMap<>();
  private boolean isOpen;

  /**
   * @param retentionMs how long before the latest window others are kept
   */
  MemoryWindowStore(String name, long retentionMs) {
    this.name = name;
    this.retentionMs = retentionMs;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    isOpen = true;
  }

  @Override
  public void close() {
    isOpen = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public void put(K key, byte[] value, long start) {
    HashedTree<K> window = windows.get(start);
    if (value != null) {
      (window == null ? open(start) : window).put(key, value);
    } else if (window != null) {
      window.remove(key);
    }
  }

  private HashedTree<K> open(long start) {
    HashedTree<K> window = new HashedTree<>();
    windows.put(start, window);
    windows.headMap(windows.lastKey() - retentionMs).clear();
    return window;
  }

  @Override
  public byte @Nullable [] fetch(K key, long start) {
    HashedTree<K> window = windows.get(start);
    return window == null ? null : window.get(key);
  }

  @Override
  public WindowStoreIterator<byte[]> fetch(K key, long from, long to) {
    List<KeyValue<Long, byte[]>> found = new ArrayList<>();
    between(from, to)
        .forEach(
            (start, window) -> {
              byte[] value = window.get(key);
              if (value != null) {
                found.add(KeyValue.pair(start, value));
              }
            });
    return new PeekingIterator.OfWindows(each(found));
  }

  @Override
  public KeyValueIterator<Windowed<K>, byte[]> fetch(
      @Nullable K keyFrom, @Nullable K keyTo, long from, long to) {
    List<KeyValue<Windowed<K>, byte[]>> found = new ArrayList<>();
    between(from, to)
        .forEach(
            (start, window) ->
                new PeekingIterator<>(window.range(keyFrom, keyTo))
                    .forEachRemaining(
                        entry ->
                            found.add(KeyValue.pair(windowed(entry.key, start), entry.value))));
    return new PeekingIterator<>(each(found));
  }

  @Override
  public KeyValueIterator<Windowed<K>, byte[]> fetchAll(long from, long to) {
    return fetch(null, null, from, to);
  }

  @Override
  public KeyValueIterator<Windowed<K>, byte[]> all() {
    return fetchAll(0, Long.MAX_VALUE);
  }

  private NavigableMap<Long, HashedTree<K>> between(long from, long to) {
    return windows.subMap(from, true, Math.max(from, to), true);
  }

  private static <K> Windowed<K> windowed(K key, long start) {
    return new Windowed<>(key, new TimeWindow(start, start + 1));
  }

  private static <T> Supplier<T> each(List<T> found) {
    Iterator<T> all = found.iterator();
    return () -> all.hasNext() ? all.next() : null;
  }
}
