package dev.todoku.app;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that is a map and nothing else: no metrics, no changelog. Its iterators bear that it
 * changes meanwhile, as those of RocksDB do.
 */
public final class MemoryStore<K extends Comparable<? super K>>
    implements KeyValueStore<K, byte[]> {
  private final String name;
  private final NavigableMap<K, byte[]> map = new ConcurrentSkipListMap<>();
  private boolean isOpen;

  public MemoryStore(String name) {
    this.name = name;
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
  public void put(K key, byte[] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  @Override
  public byte @Nullable [] putIfAbsent(K key, byte[] value) {
    return map.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(K key) {
    return map.remove(key);
  }

  @Override
  public byte @Nullable [] get(K key) {
    return map.get(key);
  }

  @Override
  public KeyValueIterator<K, byte[]> range(K from, K to) {
    NavigableMap<K, byte[]> above = from == null ? map : map.tailMap(from, true);
    return over(to == null ? above : above.headMap(to, true));
  }

  @Override
  public KeyValueIterator<K, byte[]> all() {
    return over(map);
  }

  @Override
  public long approximateNumEntries() {
    return map.size();
  }

  private static <K> KeyValueIterator<K, byte[]> over(NavigableMap<K, byte[]> entries) {
    Iterator<Map.Entry<K, byte[]>> all = entries.entrySet().iterator();
    return new PeekingIterator<>(
        () -> {
          Map.Entry<K, byte[]> entry = all.hasNext() ? all.next() : null;
          return entry == null ? null : KeyValue.pair(entry.getKey(), entry.getValue());
        });
  }
}
