package dev.todoku.pipeline;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Figures of minutes that are open, and of those that were judged and may have to be judged anew.
 *
 * <p>Only what waits is in memory. Minutes that were judged stay in the store for the late window.
 * What comes for them is kept apart until it is taken: it is published by itself, and added to its
 * minute. Up to where minutes were judged is stored too, so that a restart does not guess it.
 *
 * @param <T> the figures of one minute and key
 */
final class JudgedMinutes<T> {
  /** Enough for all times of which text and number sort alike. */
  private static final int KEY_DIGITS = 15;

  /** Before the digits of all minutes. */
  private static final String LATE = "+";

  private static final String AFTER_LATE = ",";
  private static final String FIRST = "0";

  /** After the digits of all minutes. */
  private static final String JUDGED = "judged";

  private final KeyValueStore<String, byte[]> store;
  private final Form<T> form;
  private final long windowMs;
  private final TreeMap<Long, Map<String, T>> open = new TreeMap<>();
  private final TreeMap<Long, Map<String, T>> late = new TreeMap<>();
  private long judged;
  private String forgotten = FIRST;

  /**
   * How figures are stored and added.
   *
   * @param plus gives the sum of two; the first may be changed
   */
  record Form<T>(Function<T, byte[]> encode, Function<byte[], T> decode, BinaryOperator<T> plus) {}

  /**
   * The stored minutes of a subject that are judged anew.
   *
   * @param since the start of an hour
   * @param minutes figures by minute, those of a minute in the order of their keys
   */
  record Anew<T>(String subject, long since, SortedMap<Long, List<T>> minutes) {}

  /**
   * Reads what waits.
   *
   * @param window how long after a minute what comes for it is judged, event time
   */
  JudgedMinutes(KeyValueStore<String, byte[]> store, Form<T> form, Duration window) {
    this.store = store;
    this.form = form;
    this.windowMs = window.toMillis();
    byte[] stored = store.get(JUDGED);
    judged = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    read(storeKey(judged, ""), JUDGED, "", open);
    read(LATE, AFTER_LATE, LATE, late);
  }

  private void read(String from, String to, String prefix, Map<Long, Map<String, T>> minutes) {
    try (KeyValueIterator<String, byte[]> range = store.range(from, to)) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        if (!entry.key.equals(JUDGED)) {
          String key = entry.key.substring(prefix.length());
          rows(minutes, minuteIn(key)).put(keyIn(key), form.decode().apply(entry.value));
        }
      }
    }
  }

  /** Up to which minute, not included, all were judged that are not late. */
  long judged() {
    return judged;
  }

  /** What is older is not judged anew: the start of an hour. */
  long keptSince() {
    return Math.max(0, BeforeImages.hourOf(judged - windowMs));
  }

  /** Whether a minute was judged. */
  boolean isJudged(long minute) {
    return minute < judged;
  }

  /** Whether a minute is so old that what comes for it now is counted and not judged. */
  boolean isTooLate(long minute) {
    return minute < judged - windowMs;
  }

  /**
   * Changes what waits for a minute and key.
   *
   * @param change is given null when nothing waits yet
   */
  void change(long minute, String key, UnaryOperator<T> change) {
    boolean isLate = isJudged(minute);
    T changed = rows(isLate ? late : open, minute).compute(key, (same, row) -> change.apply(row));
    store.put((isLate ? LATE : "") + storeKey(minute, key), form.encode().apply(changed));
  }

  /** Adds figures beside those that wait for the minute, under the same name or others. */
  void add(long minute, String name, T figures) {
    Map<String, T> waiting = (isJudged(minute) ? late : open).getOrDefault(minute, Map.of());
    change(
        minute,
        PrefixedKey.of(name, Integer.toString(waiting.size())),
        known -> known == null ? figures : form.plus().apply(known, figures));
  }

  /**
   * Takes out what came for minutes that were judged, by minute, then by key. It is added to its
   * minutes, with the exception of what is too late.
   */
  SortedMap<Long, SortedMap<String, T>> takeLate() {
    SortedMap<Long, SortedMap<String, T>> taken = new TreeMap<>();
    late.forEach(
        (minute, rows) -> {
          taken.put(minute, new TreeMap<>(rows));
          rows.forEach(
              (key, row) -> {
                String name = storeKey(minute, key);
                store.delete(LATE + name);
                if (!isTooLate(minute)) {
                  byte[] known = store.get(name);
                  store.put(
                      name,
                      form.encode()
                          .apply(
                              known == null
                                  ? row
                                  : form.plus().apply(form.decode().apply(known), row)));
                }
              });
        });
    late.clear();
    return taken;
  }

  /**
   * Takes out all of the minutes that are over at {@code time}, by minute, then by key; they count
   * as judged from now on.
   */
  List<T> takeOver(long time) {
    List<T> over = new ArrayList<>();
    long end = OpenMinutes.minuteOf(time);
    while (!open.isEmpty() && open.firstKey() < end) {
      over.addAll(new TreeMap<>(open.pollFirstEntry().getValue()).values());
    }
    if (end > judged) {
      judged = end;
      store.put(JUDGED, ByteBuffer.allocate(Long.BYTES).putLong(judged).array());
      forget(keptSince());
    }
    return over;
  }

  /**
   * What must be judged anew since {@code late} was added to its minutes: of each subject of which
   * something came in time, all that was judged since the hour of the earliest of it.
   *
   * @param late as {@link #takeLate} returned it
   * @param subjectOf the subject in a key
   */
  List<Anew<T>> anew(SortedMap<Long, SortedMap<String, T>> late, UnaryOperator<String> subjectOf) {
    SortedMap<String, Anew<T>> changed = new TreeMap<>();
    late.forEach(
        (minute, rows) -> {
          if (!isTooLate(minute)) {
            for (String key : rows.keySet()) {
              changed.computeIfAbsent(
                  subjectOf.apply(key),
                  subject -> new Anew<>(subject, BeforeImages.hourOf(minute), new TreeMap<>()));
            }
          }
        });
    changed.values().stream()
        .mapToLong(Anew::since)
        .min()
        .ifPresent(earliest -> addJudged(earliest, changed, subjectOf));
    return List.copyOf(changed.values());
  }

  private void addJudged(
      long earliest, Map<String, Anew<T>> changed, UnaryOperator<String> subjectOf) {
    try (KeyValueIterator<String, byte[]> range =
        store.range(storeKey(earliest, ""), storeKey(judged, ""))) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        long minute = minuteIn(entry.key);
        Anew<T> subject = changed.get(subjectOf.apply(keyIn(entry.key)));
        if (subject != null && minute >= subject.since()) {
          subject
              .minutes()
              .computeIfAbsent(minute, unused -> new ArrayList<>())
              .add(form.decode().apply(entry.value));
        }
      }
    }
  }

  /** Only what was not forgotten before is looked at: deleted entries cost a scan as others do. */
  private void forget(long before) {
    String end = storeKey(before, "");
    if (end.compareTo(forgotten) <= 0) {
      return;
    }
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> range = store.range(forgotten, end)) {
      range.forEachRemaining(entry -> old.add(entry.key));
    }
    old.forEach(store::delete);
    forgotten = end;
  }

  private static <T> Map<String, T> rows(Map<Long, Map<String, T>> minutes, long minute) {
    return minutes.computeIfAbsent(minute, same -> new HashMap<>());
  }

  private static long minuteIn(String storeKey) {
    return Long.parseLong(storeKey.substring(0, KEY_DIGITS));
  }

  private static String keyIn(String storeKey) {
    return storeKey.substring(KEY_DIGITS + 1);
  }

  private static String storeKey(long minute, String key) {
    String digits = Long.toString(minute);
    return "0".repeat(KEY_DIGITS - digits.length()) + digits + '|' + key;
  }
}
