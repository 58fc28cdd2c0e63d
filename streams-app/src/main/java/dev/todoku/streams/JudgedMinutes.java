package dev.todoku.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Figures of minutes that are open, and of those that were judged and may have to be judged anew.
 *
 * <p>All lies in the store; in memory is only how many rows each open minute has, since in a
 * backlog many hours may be open. Minutes that were judged stay for the late window. What comes for
 * them is kept apart until it is taken: it is published by itself, and added to its minute. Up to
 * where minutes were judged is stored too, so that a restart does not guess it.
 *
 * @param <T> the figures of one minute and key
 */
public final class JudgedMinutes<T> {
  /**
   * Of one call, unless one subject takes longer. What a thread does between two commits must stay
   * far below {@code transaction.timeout.ms}, ten seconds, or it is undone and begun again, for
   * ever; and a thread has a dozen tasks, on a machine that may be busy.
   */
  private static final long LONGEST_NANOS = Duration.ofMillis(250).toNanos();

  /** What is judged at a time, and the rest of its last subject. */
  static final int ROWS_A_PART = 500;

  /** Enough for all times of which text and number sort alike. */
  private static final int KEY_DIGITS = 15;

  /** Before the digits of all minutes. */
  private static final String LATE = "+";

  private static final String AFTER_LATE = ",";
  private static final String FIRST = "0";

  /** After the digits of all minutes. */
  private static final String JUDGED = "judged";

  /** The last character that there can be. */
  private static final String BEHIND_ALL = Character.toString(Character.MAX_CODE_POINT);

  private final KeyValueStore<String, byte[]> store;
  private final Form<T> form;
  private final UnaryOperator<String> subjectOf;
  private final long windowMs;
  private final LongSupplier nanoTime;

  /** How many rows a minute has that is not judged. */
  private final TreeMap<Long, Integer> open = new TreeMap<>();

  /** What came for minutes that were judged, until the next tick. */
  private final TreeMap<Long, Map<String, T>> late = new TreeMap<>();

  private final SubjectsToJudge toJudge;

  private boolean isLeft;
  private long judged;

  /** The last key that was judged of the minute {@link #judged}; null when none was. */
  private @Nullable String judgedKey;

  private String forgotten = FIRST;

  /**
   * How figures are stored and added.
   *
   * @param plus gives the sum of two; the first may be changed
   */
  public record Form<T>(
      Function<T, byte[]> encode, Function<byte[], T> decode, BinaryOperator<T> plus) {}

  /**
   * The stored minutes of a subject that are judged anew.
   *
   * @param since the start of an hour
   * @param minutes figures by minute, those of a minute in the order of their keys
   */
  public record Anew<T>(String subject, long since, SortedMap<Long, List<T>> minutes) {}

  /**
   * Counts what waits.
   *
   * @param window how long after a minute what comes for it is judged, event time
   * @param subjectOf the subject in a key, which begins with it; keys of one subject stand together
   */
  public JudgedMinutes(
      KeyValueStore<String, byte[]> store,
      Form<T> form,
      Duration window,
      UnaryOperator<String> subjectOf) {
    this(store, form, window, subjectOf, System::nanoTime);
  }

  /** By another clock than {@link System#nanoTime}. */
  JudgedMinutes(
      KeyValueStore<String, byte[]> store,
      Form<T> form,
      Duration window,
      UnaryOperator<String> subjectOf,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.subjectOf = subjectOf;
    this.store = store;
    this.form = form;
    this.windowMs = window.toMillis();
    byte[] stored = store.get(JUDGED);
    judged = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    judgedKey =
        stored == null || stored.length == Long.BYTES
            ? null
            : new String(stored, Long.BYTES, stored.length - Long.BYTES, UTF_8);
    toJudge = new SubjectsToJudge(store);
    countOpen();
    readLate();
  }

  private void countOpen() {
    try (KeyValueIterator<String, byte[]> range = store.range(storeKey(judged, ""), JUDGED)) {
      while (range.hasNext()) {
        String key = range.next().key;
        if (!key.equals(JUDGED)) {
          open.merge(minuteIn(key), 1, Integer::sum);
        }
      }
    }
  }

  private void readLate() {
    try (KeyValueIterator<String, byte[]> range = store.range(LATE, AFTER_LATE)) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        String key = entry.key.substring(LATE.length());
        lateRows(minuteIn(key)).put(keyIn(key), form.decode().apply(entry.value));
      }
    }
  }

  /** Up to which minute, not included, all were judged that are not late. */
  public long judged() {
    return judged;
  }

  /** What is older is not judged anew: the start of an hour. */
  public long keptSince() {
    return Math.max(0, BeforeImages.hourOf(judged - windowMs));
  }

  /** Whether a minute was judged, if only in part. */
  public boolean isJudged(long minute) {
    return minute < judged || (minute == judged && judgedKey != null);
  }

  /** Whether a minute is so old that what comes for it now is counted and not judged. */
  public boolean isTooLate(long minute) {
    return minute < judged - windowMs;
  }

  /**
   * Changes what waits for a minute and key.
   *
   * @param change is given null when nothing waits yet
   */
  public void change(long minute, String key, Function<@Nullable T, T> change) {
    if (isJudged(minute)) {
      T changed = lateRows(minute).compute(key, (same, row) -> change.apply(row));
      store.put(LATE + storeKey(minute, key), form.encode().apply(changed));
      return;
    }
    String name = storeKey(minute, key);
    byte[] known = store.get(name);
    if (known == null) {
      open.merge(minute, 1, Integer::sum);
    }
    T changed = change.apply(known == null ? null : form.decode().apply(known));
    store.put(name, form.encode().apply(changed));
  }

  /** Adds figures beside those that wait for the minute, under the same name or others. */
  public void add(long minute, String name, T figures) {
    int waiting =
        isJudged(minute)
            ? late.getOrDefault(minute, Map.of()).size()
            : open.getOrDefault(minute, 0);
    change(
        minute,
        PrefixedKey.of(name, Integer.toString(waiting)),
        known -> known == null ? figures : form.plus().apply(known, figures));
  }

  /**
   * Takes out what came for minutes that were judged, by minute, then by key. It is added to its
   * minutes, with the exception of what is too late. Nothing is taken while a minute is judged in
   * part.
   */
  public SortedMap<Long, SortedMap<String, T>> takeLate() {
    SortedMap<Long, SortedMap<String, T>> taken = new TreeMap<>();
    if (judgedKey != null) {
      return taken;
    }
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
   * Takes out the minutes that are over at {@code time}; they count as judged from now on. Of many
   * rows some are left for the next call: {@link #judged} says up to where it came. None is taken
   * while a subject waits to be judged anew, which comes first.
   *
   * @param begin is given all rows of a minute before any of them is judged
   * @param judge is given rows of one minute, all that it has of their subjects, in the order of
   *     minutes and of keys
   */
  public void takeOver(long time, Consumer<List<T>> begin, Consumer<List<T>> judge) {
    isLeft = !toJudge.isEmpty();
    if (isLeft) {
      return;
    }
    long end = OpenMinutes.minuteOf(time);
    long began = nanoTime.getAsLong();
    long before = judged;
    String keyBefore = judgedKey;
    int rows = 0;
    while (!open.isEmpty() && open.firstKey() < end && !isLeft) {
      long minute = open.firstKey();
      String after = minute == judged ? judgedKey : null;
      Part<T> part = part(minute, after, ROWS_A_PART);
      if (after == null) {
        begin.accept(part.isLast() ? part.rows() : part(minute, null, Integer.MAX_VALUE).rows());
      }
      judge.accept(part.rows());
      rows += part.rows().size();
      isLeft = rows >= ROWS_A_PART && nanoTime.getAsLong() - began >= LONGEST_NANOS;
      if (part.isLast()) {
        open.remove(minute);
        judgedTo(minute + OpenMinutes.MINUTE_MS, null);
      } else {
        judgedTo(minute, part.lastKey());
      }
    }
    if (open.isEmpty() || open.firstKey() >= end) {
      isLeft = false;
      judgedTo(end, null);
    }
    if (judged > before || !Objects.equals(judgedKey, keyBefore)) {
      byte[] key = judgedKey == null ? new byte[0] : judgedKey.getBytes(UTF_8);
      store.put(
          JUDGED, ByteBuffer.allocate(Long.BYTES + key.length).putLong(judged).put(key).array());
    }
  }

  /** Whether the last call left something that could have been judged. */
  public boolean isLeft() {
    return isLeft;
  }

  private void judgedTo(long time, @Nullable String key) {
    if (time > judged) {
      judged = time;
      forget(keptSince());
    }
    judgedKey = time == judged ? key : judgedKey;
  }

  private record Part<T>(List<T> rows, String lastKey, boolean isLast) {}

  /**
   * The rows of some subjects in a minute, all behind {@code after}; from the first when null.
   *
   * @param most rows, and the rest of the last subject
   */
  private Part<T> part(long minute, @Nullable String after, int most) {
    List<T> rows = new ArrayList<>();
    String last = after == null ? "" : after;
    String from = storeKey(minute, last);
    try (KeyValueIterator<String, byte[]> range = store.range(from, storeKey(minute + 1, ""))) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        String key = keyIn(entry.key);
        boolean isOld = key.equals(after);
        boolean isNext = rows.isEmpty() || !subjectOf.apply(key).equals(subjectOf.apply(last));
        if (rows.size() >= most && isNext) {
          return new Part<>(rows, last, false);
        }
        if (!isOld) {
          rows.add(form.decode().apply(entry.value));
          last = key;
        }
      }
    }
    return new Part<>(rows, last, true);
  }

  /**
   * Judges anew what must be since {@code late} was added to its minutes: of each subject of which
   * something came in time, all that was judged since the hour of the earliest of it. Of many rows
   * some subjects are left for the next call.
   *
   * @param late as {@link #takeLate} returned it
   */
  public void judgeAnew(SortedMap<Long, SortedMap<String, T>> late, Consumer<Anew<T>> judge) {
    late.forEach(
        (minute, rows) -> {
          if (!isTooLate(minute)) {
            rows.keySet()
                .forEach(key -> toJudge.add(subjectOf.apply(key), BeforeImages.hourOf(minute)));
          }
        });
    long begin = nanoTime.getAsLong();
    boolean isOver = false;
    Map.Entry<String, Long> next = toJudge.first();
    while (next != null && !isOver) {
      toJudge.remove(next.getKey());
      judge.accept(stored(next.getKey(), next.getValue()));
      isOver = nanoTime.getAsLong() - begin >= LONGEST_NANOS;
      next = toJudge.first();
    }
  }

  private Anew<T> stored(String subject, long since) {
    SortedMap<Long, List<T>> minutes = new TreeMap<>();
    for (long minute = since; minute < judged; minute += OpenMinutes.MINUTE_MS) {
      List<T> rows = rowsOf(subject, minute);
      if (!rows.isEmpty()) {
        minutes.put(minute, rows);
      }
    }
    return new Anew<>(subject, since, minutes);
  }

  /** What is stored of a subject in a minute; other subjects of the minute are not looked at. */
  private List<T> rowsOf(String subject, long minute) {
    List<T> rows = new ArrayList<>();
    String from = storeKey(minute, subject);
    try (KeyValueIterator<String, byte[]> range = store.range(from, from + BEHIND_ALL)) {
      while (range.hasNext()) {
        KeyValue<String, byte[]> entry = range.next();
        if (subjectOf.apply(keyIn(entry.key)).equals(subject)) {
          rows.add(form.decode().apply(entry.value));
        }
      }
    }
    return rows;
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

  private Map<String, T> lateRows(long minute) {
    return late.computeIfAbsent(minute, same -> new HashMap<>());
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
