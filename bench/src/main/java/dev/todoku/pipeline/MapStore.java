package dev.todoku.pipeline;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that is a map and nothing else: no metrics, no changelog. */
final class MapStore implements KeyValueStore<String, byte[]> {
  private final String name;
  private final NavigableMap<String, byte[]> map = new TreeMap<>();

  MapStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void put(String key, byte[] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(String key, byte[] value) {
    return map.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<String, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(String key) {
    return map.remove(key);
  }

  @Override
  public byte[] get(String key) {
    return map.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    return over(new TreeMap<>(map.subMap(from, true, to, true)));
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return over(new TreeMap<>(map));
  }

  @Override
  public long approximateNumEntries() {
    return map.size();
  }

  private static KeyValueIterator<String, byte[]> over(NavigableMap<String, byte[]> entries) {
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return !entries.isEmpty();
      }

      @Override
      public KeyValue<String, byte[]> next() {
        Map.Entry<String, byte[]> first = entries.pollFirstEntry();
        return KeyValue.pair(first.getKey(), first.getValue());
      }

      @Override
      public String peekNextKey() {
        return entries.firstKey();
      }

      @Override
      public void close() {}
    };
  }
}
