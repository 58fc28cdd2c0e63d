package dev.todoku.pipeline;

import dev.todoku.schema.ProviderHealth;
import dev.todoku.tally.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rows of provider health that are still being counted. The store holds them for a restart; in
 * memory they are sorted by minute, so that closing a minute touches only its own rows.
 */
final class MinuteRows {
  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<String, MinuteRow> open = new TreeMap<>();

  MinuteRows(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> row = stored.next();
        open.put(row.key, MinuteRow.decode(row.value));
      }
    }
  }

  void add(Tally tally) {
    MinuteRow fresh = MinuteRow.startingWith(tally);
    String key = fresh.key();
    MinuteRow row = open.computeIfAbsent(key, unused -> fresh);
    row.add(tally);
    store.put(key, row.encode());
  }

  /** Takes out the rows of all minutes that are over at {@code time}, oldest first. */
  List<ProviderHealth> close(long time) {
    List<ProviderHealth> rows = new ArrayList<>();
    while (!open.isEmpty() && open.firstEntry().getValue().isOverAt(time)) {
      String key = open.firstKey();
      rows.add(open.remove(key).toHealth());
      store.delete(key);
    }
    return rows;
  }
}
