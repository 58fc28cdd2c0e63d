package dev.todoku.streams;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Subjects that are to be judged anew, and since when. They stay in the store until they are. */
final class SubjectsToJudge {
  /** Behind all other keys of the store. */
  private static final String PREFIX = "~";

  private static final String END = "\u007f";

  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<String, Long> since = new TreeMap<>();

  SubjectsToJudge(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<String, byte[]> stored = store.range(PREFIX, END)) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> entry = stored.next();
        since.put(entry.key.substring(PREFIX.length()), ByteBuffer.wrap(entry.value).getLong());
      }
    }
  }

  /** Judging of {@code subject} begins at {@code hour} at the latest. */
  void add(String subject, long hour) {
    Long known = since.get(subject);
    if (known == null || hour < known) {
      since.put(subject, hour);
      store.put(PREFIX + subject, ByteBuffer.allocate(Long.BYTES).putLong(hour).array());
    }
  }

  void remove(String subject) {
    since.remove(subject);
    store.delete(PREFIX + subject);
  }

  boolean isEmpty() {
    return since.isEmpty();
  }

  /** The first by name and since when, the start of an hour; null when none waits. */
  Map.@Nullable Entry<String, Long> first() {
    return since.firstEntry();
  }
}
