package dev.todoku.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Figures of minutes that are not complete yet. The store holds them for a restart; in memory they
 * lie by minute, so that closing a minute touches only its own.
 *
 * @param <T> the figures of one minute and key
 */
public final class OpenMinutes<T> {
  public static final long MINUTE_MS = 60_000;

  /** Enough for all times of which text and number sort alike. */
  private static final int KEY_DIGITS = 15;

  private final KeyValueStore<String, byte[]> store;
  private final Function<T, byte[]> encode;
  private final TreeMap<Long, Map<String, T>> open = new TreeMap<>();

  public OpenMinutes(
      KeyValueStore<String, byte[]> store, Function<T, byte[]> encode, Function<byte[], T> decode) {
    this.store = store;
    this.encode = encode;
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> entry = stored.next();
        rows(Long.parseLong(entry.key.substring(0, KEY_DIGITS)))
            .put(entry.key.substring(KEY_DIGITS + 1), decode.apply(entry.value));
      }
    }
  }

  /** Start of the minute of {@code time}. */
  public static long minuteOf(long time) {
    return Math.floorDiv(time, MINUTE_MS) * MINUTE_MS;
  }

  /**
   * Changes the figures of a minute and key.
   *
   * @param change is given null when there are none yet
   */
  public void change(long minute, String key, Function<@Nullable T, T> change) {
    T changed = rows(minute).compute(key, (same, row) -> change.apply(row));
    store.put(storeKey(minute, key), encode.apply(changed));
  }

  /** Takes out all of the minutes that are over at {@code time}, by minute, then by key. */
  public List<T> takeOver(long time) {
    List<T> over = new ArrayList<>();
    long end = minuteOf(time);
    while (!open.isEmpty() && open.firstKey() < end) {
      long minute = open.firstKey();
      new TreeMap<>(open.remove(minute))
          .forEach(
              (key, row) -> {
                over.add(row);
                store.delete(storeKey(minute, key));
              });
    }
    return over;
  }

  /** Rows by minute, then by subject, each time in ascending order. */
  public static <R> SortedMap<Long, SortedMap<String, List<R>>> byMinute(
      List<R> rows, Function<R, Long> minute, Function<R, String> subject) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                minute,
                TreeMap::new,
                Collectors.groupingBy(subject, TreeMap::new, Collectors.toList())));
  }

  private Map<String, T> rows(long minute) {
    return open.computeIfAbsent(minute, same -> new HashMap<>());
  }

  private static String storeKey(long minute, String key) {
    String digits = Long.toString(minute);
    return "0".repeat(KEY_DIGITS - digits.length()) + digits + '|' + key;
  }
}
