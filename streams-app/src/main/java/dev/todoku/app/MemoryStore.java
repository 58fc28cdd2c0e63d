package dev.todoku.app;

import java.util.List;
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
  private final HashedTree<K> map = new HashedTree<>();
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
    byte[] present = map.get(key);
    if (present == null) {
      map.put(key, value);
    }
    return present;
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
  public KeyValueIterator<K, byte[]> range(@Nullable K from, @Nullable K to) {
    return new PeekingIterator<>(map.range(from, to));
  }

  @Override
  public KeyValueIterator<K, byte[]> all() {
    return range(null, null);
  }

  @Override
  public long approximateNumEntries() {
    return map.size();
  }
}
