package dev.todoku.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * What entries of stores were before their first write in each hour of event time: with it, all
 * that is known of a subject is put back to how it was at the start of an hour.
 *
 * <p>One further write an hour for each entry, in a window store of hourly windows, which expires
 * by the segment. The time of a subject must not go back but by {@link #rollback}; subjects are
 * independent of each other.
 *
 * <p>Not thread-safe.
 */
public final class BeforeImages {
  static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /** The hour that is rolled back to is whole, and so is the latest. */
  private static final Duration MARGIN = Duration.ofHours(2);

  /**
   * The store expires by segments of half of this, each a RocksDB: in a replay a segment of an hour
   * would be opened and closed every second.
   */
  private static final Duration LEAST_KEPT = Duration.ofDays(2);

  /** First byte of an image: whether there was an entry. */
  private static final byte ABSENT = 0;

  private static final byte PRESENT = 1;

  /** More entries than this are looked up again in the store. */
  private static final int KEPT_IN_MEMORY = 10_000;

  private final WindowStore<String, byte[]> images;
  private final Map<String, Revertible> stores = new HashMap<>();

  /** Start of the hour of an entry's latest image. */
  private final LruCache<String, Long> latest = new LruCache<>(KEPT_IN_MEMORY);

  private String subject = "";
  private long hour;

  public BeforeImages(WindowStore<String, byte[]> images) {
    this.images = images;
  }

  public static StoreBuilder<WindowStore<String, byte[]>> named(String store, Duration lateWindow) {
    Duration needed = lateWindow.plus(MARGIN);
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(
            store,
            needed.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : needed,
            Duration.ofMillis(HOUR_MS),
            false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /** Start of the hour of {@code time}. */
  public static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_MS) * HOUR_MS;
  }

  /**
   * A store whose entries can be put back.
   *
   * @param name of the store among those of this object
   */
  public Revertible over(String name, KeyValueStore<String, byte[]> store) {
    Revertible revertible = new Revertible(name, store);
    stores.put(name, revertible);
    return revertible;
  }

  /** What is written from now on is about {@code about} and follows from events of {@code time}. */
  public void at(String about, long time) {
    subject = about;
    hour = hourOf(time);
  }

  /** Puts all entries of a subject back to how they were before {@code from}, start of an hour. */
  public void rollback(String about, long from) {
    Map<String, TreeMap<Long, byte[]>> found = new TreeMap<>();
    try (KeyValueIterator<Windowed<String>, byte[]> all =
        images.fetch(
            PrefixedKey.first(about), PrefixedKey.end(about), from, Long.MAX_VALUE - HOUR_MS)) {
      while (all.hasNext()) {
        KeyValue<Windowed<String>, byte[]> image = all.next();
        found
            .computeIfAbsent(image.key.key(), unused -> new TreeMap<>())
            .put(image.key.window().start(), image.value);
      }
    }
    found.forEach(
        (key, byHour) -> {
          String entry = PrefixedKey.entry(about, key);
          int end = entry.indexOf(PrefixedKey.SEPARATOR);
          Objects.requireNonNull(stores.get(entry.substring(0, end)), entry)
              .putBack(entry.substring(end + 1), byHour.firstEntry().getValue());
          byHour.keySet().forEach(start -> images.put(key, null, start));
          latest.remove(key);
        });
  }

  private void keep(String key, KeyValueStore<String, byte[]> store, String entry) {
    Long known = latest.get(key);
    if (known != null && known == hour) {
      return;
    }
    // One of an earlier hour is the latest: this hour has none.
    boolean isFirst = known != null && known < hour;
    if (isFirst || images.fetch(key, hour) == null) {
      images.put(key, image(store.get(entry)), hour);
    }
    latest.put(key, hour);
  }

  private static byte[] image(byte @Nullable [] value) {
    if (value == null) {
      return new byte[] {ABSENT};
    }
    byte[] image = new byte[value.length + 1];
    image[0] = PRESENT;
    System.arraycopy(value, 0, image, 1, value.length);
    return image;
  }

  /** A store that remembers what it had. */
  public final class Revertible {
    private final String name;
    private final KeyValueStore<String, byte[]> store;
    private Consumer<String> onPutBack = key -> {};

    private Revertible(String name, KeyValueStore<String, byte[]> store) {
      this.name = name;
      this.store = store;
    }

    /** {@code listener} is given the keys of entries that were put back. */
    public void onPutBack(Consumer<String> listener) {
      onPutBack = listener;
    }

    public byte @Nullable [] get(String key) {
      return store.get(key);
    }

    /** Writes for the subject and time of {@link BeforeImages#at}. */
    public void put(String key, byte @Nullable [] value) {
      keep(PrefixedKey.of(subject, PrefixedKey.of(name, key)), store, key);
      store.put(key, value);
    }

    /** Deletes for the subject and time of {@link BeforeImages#at}. */
    public void delete(String key) {
      put(key, null);
    }

    /** Deletes what no rollback can bring back any more. */
    public void forget(String key) {
      store.delete(key);
    }

    public KeyValueIterator<String, byte[]> all() {
      return store.all();
    }

    /** The entries whose keys begin with {@code name} as {@link PrefixedKey} joins them. */
    public List<KeyValue<String, byte[]>> of(String prefix) {
      List<KeyValue<String, byte[]>> entries = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> range =
          store.range(PrefixedKey.first(prefix), PrefixedKey.end(prefix))) {
        range.forEachRemaining(entries::add);
      }
      return entries;
    }

    private void putBack(String key, byte[] image) {
      if (image[0] == ABSENT) {
        store.delete(key);
      } else {
        byte[] value = new byte[image.length - 1];
        System.arraycopy(image, 1, value, 0, value.length);
        store.put(key, value);
      }
      onPutBack.accept(key);
    }
  }
}
