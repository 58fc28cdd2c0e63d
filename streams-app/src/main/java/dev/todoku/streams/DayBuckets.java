package dev.todoku.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * A key-value store that forgets by the day.
 *
 * <p>It is a window store whose windows are UTC days. A value lives in the day in which its key was
 * first seen, and is looked for by one point lookup a day, nearest day first; a day without the key
 * costs a Bloom filter. Expiry drops a RocksDB at once, each of half the days that are kept: no
 * scan, no tombstone, one changelog record per write. Beside it, a key-value store with an expiry
 * index needs 3.7 changelog records per send, and a range fetch over the windows opens an iterator
 * per RocksDB, for every event.
 *
 * <p>It has no record cache: what is written once or twice in its life would only push out of it
 * what is written with every mail.
 */
public final class DayBuckets {
  public static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** A fact may be stamped before the send it follows by so much. */
  private static final long CLOCK_SKEW_MS = 60 * 60_000;

  private final WindowStore<Bytes, byte[]> store;
  private final int daysKept;

  /**
   * A value and the day that holds it.
   *
   * @param day start of the UTC day
   * @param value what is stored
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Slot(long day, byte[] value) {}

  public DayBuckets(WindowStore<Bytes, byte[]> store, Duration window) {
    this.store = store;
    this.daysKept = daysKept(window);
  }

  public static StoreBuilder<WindowStore<Bytes, byte[]>> builder(String name, Duration window) {
    Duration day = Duration.ofMillis(DAY_MS);
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(name, kept(window), day, false),
        Serdes.Bytes(),
        Serdes.ByteArray());
  }

  /** The window, a day because a day is kept whole or not at all, a day for stragglers. */
  private static int daysKept(Duration window) {
    return (int) -Math.floorDiv(-window.toMillis(), DAY_MS) + 2;
  }

  /** How far back values of {@code window} may lie. */
  public static Duration kept(Duration window) {
    return Duration.ofMillis((daysKept(window) + 1L) * DAY_MS);
  }

  /** The days that hold what was first seen from one time to another, and the day after. */
  public static long[] days(long from, long to) {
    return LongStream.iterate(
            dayOf(Math.max(0, from)), day -> day <= to + DAY_MS, day -> day + DAY_MS)
        .toArray();
  }

  /** Whether an event of {@code time} comes too late for a stream that has reached {@code now}. */
  public boolean isForgotten(long time, long now) {
    return dayOf(time) < dayOf(now) - daysKept * DAY_MS;
  }

  /**
   * From which time on an event would push out days that are needed while some input has come no
   * further than {@code floor}.
   */
  public static long aheadFrom(long floor) {
    return dayOf(floor) + 2 * DAY_MS;
  }

  /** Whether two times are of one UTC day. */
  public static boolean areOneDay(long one, long other) {
    return dayOf(one) == dayOf(other);
  }

  /** Finds a key first seen at any time around {@code time}. */
  public Optional<Slot> find(Bytes key, long time, long now) {
    long day = dayOf(time);
    for (long back = 0; back <= daysKept; back++) {
      Optional<Slot> found = at(key, day - back * DAY_MS);
      if (found.isPresent()) {
        return found;
      }
    }
    return findAfter(key, day, now);
  }

  /**
   * Finds a key of which the event at {@code time} should be the first word: no day before it is
   * asked, unless it happened just after midnight.
   */
  public Optional<Slot> findFromStart(Bytes key, long time, long now) {
    long day = dayOf(time);
    Optional<Slot> today = at(key, day);
    if (today.isEmpty() && time - day < CLOCK_SKEW_MS) {
      today = at(key, day - DAY_MS);
    }
    return today.isPresent() ? today : findAfter(key, day, now);
  }

  private Optional<Slot> findAfter(Bytes key, long day, long now) {
    long newest = Math.min(dayOf(now), day + daysKept * DAY_MS);
    for (long later = day + DAY_MS; later <= newest; later += DAY_MS) {
      Optional<Slot> found = at(key, later);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** How far back values may lie, in milliseconds. */
  public long keptMs() {
    return (daysKept + 1L) * DAY_MS;
  }

  /** What the UTC day of {@code time} has of a key. */
  public Optional<Slot> on(Bytes key, long time) {
    return at(key, dayOf(time));
  }

  /** What the day that begins at {@code day} has of a key. */
  public Optional<Slot> at(Bytes key, long day) {
    byte[] value = store.fetch(key, day);
    return value == null ? Optional.empty() : Optional.of(new Slot(day, value));
  }

  /** All keys between two, with their slots: a scan, for the rare question. */
  public Map<Bytes, Slot> between(Bytes from, Bytes to, long time) {
    long day = dayOf(time);
    Map<Bytes, Slot> found = new HashMap<>();
    try (KeyValueIterator<Windowed<Bytes>, byte[]> slots =
        store.fetch(from, to, Math.max(0, day - daysKept * DAY_MS), day + DAY_MS)) {
      while (slots.hasNext()) {
        KeyValue<Windowed<Bytes>, byte[]> slot = slots.next();
        found.put(slot.key.key(), new Slot(slot.key.window().start(), slot.value));
      }
    }
    return found;
  }

  /** Stores {@code value} in the day of {@code time}, for a key that is new. */
  public Slot create(Bytes key, byte[] value, long time) {
    return put(key, value, dayOf(time));
  }

  /** Replaces what {@code slot} holds; returns what it holds now. */
  public Slot replace(Bytes key, byte[] value, Slot slot) {
    return put(key, value, slot.day());
  }

  private Slot put(Bytes key, byte[] value, long day) {
    store.put(key, value, day);
    return new Slot(day, value);
  }

  private static long dayOf(long time) {
    return Math.floorDiv(time, DAY_MS) * DAY_MS;
  }
}
