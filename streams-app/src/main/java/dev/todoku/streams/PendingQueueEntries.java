package dev.todoku.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Entries whose identity is not final, and until when it may yet turn up. Few at any time, so that
 * they are kept in memory by deadline; the store brings them back after a restart.
 */
public final class PendingQueueEntries {
  private final KeyValueStore<Bytes, byte[]> store;
  private final TreeMap<Long, List<Bytes>> byDeadline = new TreeMap<>();
  private final Map<Bytes, Waiting> waiting = new HashMap<>();

  /** How many wait of each time: the earliest is asked for with every line. */
  private final TreeMap<Long, Integer> byTime = new TreeMap<>();

  /**
   * An entry that waits.
   *
   * @param deadline log time from which on the best identity known is taken
   * @param time a time by which the entry can be found
   */
  record Waiting(long deadline, long time) {}

  /** An entry whose time has come. */
  public record Due(Bytes key, long time) {}

  public PendingQueueEntries(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<Bytes, byte[]> entry = stored.next();
        ByteBuffer value = ByteBuffer.wrap(entry.value);
        remember(entry.key, new Waiting(value.getLong(), value.getLong()));
      }
    }
  }

  /** Lets an entry wait; one that waits already keeps its deadline. */
  public void add(Bytes key, long time, long deadline) {
    if (!waiting.containsKey(key)) {
      store.put(key, ByteBuffer.allocate(16).putLong(deadline).putLong(time).array());
      remember(key, new Waiting(deadline, time));
    }
  }

  public void remove(Bytes key) {
    Waiting entry = waiting.remove(key);
    if (entry != null) {
      store.delete(key);
      byTime.computeIfPresent(entry.time(), (time, count) -> count == 1 ? null : count - 1);
      byDeadline.computeIfPresent(
          entry.deadline(),
          (deadline, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
          });
    }
  }

  /** The earliest time of an entry that waits, {@link Long#MAX_VALUE} when none does. */
  public long earliest() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
  }

  /** Takes out the entries whose deadline is not after {@code logTime}, in order. */
  public List<Due> takeDue(long logTime) {
    List<Due> due = new ArrayList<>();
    while (!byDeadline.isEmpty() && byDeadline.firstKey() <= logTime) {
      Bytes key = byDeadline.firstEntry().getValue().get(0);
      due.add(new Due(key, Objects.requireNonNull(waiting.get(key)).time()));
      remove(key);
    }
    return due;
  }

  private void remember(Bytes key, Waiting entry) {
    waiting.put(key, entry);
    byTime.merge(entry.time(), 1, Integer::sum);
    byDeadline.computeIfAbsent(entry.deadline(), unused -> new ArrayList<>(1)).add(key);
  }
}
