package dev.todoku.streams;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Unmatched.UnmatchedEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events that came before what they belong to, until it comes. When the deadline passes they are
 * given up, which is counted, but kept for a second, longer time: partitions that are read at
 * different speed may be days of event time apart, and what was given up too soon must still find
 * its place.
 *
 * <p>The store is keyed by deadline, then by what is waited for; an index of the keys in memory,
 * rebuilt when the task starts, answers both questions without a scan.
 */
public final class EarlyEventBuffer {
  private static final SmileForm<UnmatchedEvent> FORM = new SmileForm<>(UnmatchedEvent.class);
  private static final int DEADLINE_BYTES = Long.BYTES;
  private static final int CONTENT_BYTES = Integer.BYTES;
  private static final byte WAITING = 0;
  private static final byte GIVEN_UP = 1;

  private final KeyValueStore<Bytes, byte[]> store;
  private final long keptMs;
  private final TreeSet<Bytes> byDeadline = new TreeSet<>();
  private final TreeMap<Bytes, List<Bytes>> byAwaited = new TreeMap<>();

  /**
   * Opens the room.
   *
   * @param kept how long to keep what was given up
   */
  public EarlyEventBuffer(KeyValueStore<Bytes, byte[]> store, Duration kept) {
    this.store = store;
    this.keptMs = kept.toMillis();
    try (KeyValueIterator<Bytes, byte[]> waiting = store.all()) {
      while (waiting.hasNext()) {
        KeyValue<Bytes, byte[]> entry = waiting.next();
        index(entry.key);
      }
    }
  }

  /** Lets {@code event} wait for {@code awaited} until {@code deadline}. The same waits once. */
  public void add(Bytes awaited, MailEvent event, long deadline) {
    byte[] form = FORM.encode(UnmatchedEvent.of(event));
    if (!waitsAlready(awaited, Arrays.hashCode(form))) {
      put(awaited, form, WAITING, deadline);
    }
  }

  private void put(Bytes awaited, byte[] form, byte state, long deadline) {
    Bytes key =
        Bytes.wrap(
            ByteBuffer.allocate(DEADLINE_BYTES + awaited.get().length + CONTENT_BYTES)
                .putLong(deadline)
                .put(awaited.get())
                .putInt(Arrays.hashCode(form))
                .array());
    store.put(key, ByteBuffer.allocate(form.length + 1).put(state).put(form).array());
    index(key);
  }

  /** Takes out all that waited for {@code awaited}. */
  public List<MailEvent> take(Bytes awaited) {
    return takeIf(awaited, event -> true);
  }

  /**
   * Takes out what waited for {@code awaited} and passes {@code test}; the rest goes on waiting.
   */
  public List<MailEvent> takeIf(Bytes awaited, Predicate<MailEvent> test) {
    List<MailEvent> taken = new ArrayList<>();
    for (Bytes key : List.copyOf(byAwaited.getOrDefault(awaited, List.of()))) {
      MailEvent event = decode(form(store.get(key)));
      if (test.test(event)) {
        remove(key);
        taken.add(event);
      }
    }
    return taken;
  }

  /**
   * Takes out what waits no longer at {@code time}, at most {@code limit} events. What was kept is
   * forgotten when its time is over.
   */
  public List<MailEvent> takeDue(long time, int limit) {
    List<MailEvent> due = new ArrayList<>();
    while (due.size() < limit && !byDeadline.isEmpty() && deadline(byDeadline.first()) <= time) {
      byte[] value = remove(byDeadline.first());
      if (value[0] == WAITING) {
        due.add(decode(form(value)));
      }
    }
    return due;
  }

  /** Keeps what was given up at {@code time}: its message may yet come, much too late. */
  public void keep(Bytes awaited, MailEvent event, long time) {
    put(awaited, FORM.encode(UnmatchedEvent.of(event)), GIVEN_UP, time + keptMs);
  }

  /**
   * Lets what was given up wait again, for whatever key between two.
   *
   * @param deadline until when
   */
  public void waitAgain(Bytes from, Bytes to, long deadline) {
    List<Bytes> keys = new ArrayList<>();
    byAwaited.subMap(from, true, to, true).values().forEach(keys::addAll);
    for (Bytes key : keys) {
      byte[] value = store.get(key);
      if (value[0] == GIVEN_UP) {
        remove(key);
        put(awaited(key), form(value), WAITING, deadline);
      }
    }
  }

  private byte[] remove(Bytes key) {
    byte[] value = store.delete(key);
    byDeadline.remove(key);
    byAwaited.computeIfPresent(
        awaited(key),
        (awaited, keys) -> {
          keys.remove(key);
          return keys.isEmpty() ? null : keys;
        });
    return value;
  }

  private static byte[] form(byte[] value) {
    return Arrays.copyOfRange(value, 1, value.length);
  }

  private static MailEvent decode(byte[] form) {
    UnmatchedEvent event = FORM.decode(form);
    if (event.bounce() != null) {
      return event.bounce();
    }
    return event.complaint() != null
        ? event.complaint()
        : Objects.requireNonNull(event.engagement());
  }

  private boolean waitsAlready(Bytes awaited, int content) {
    for (Bytes key : byAwaited.getOrDefault(awaited, List.of())) {
      byte[] bytes = key.get();
      if (ByteBuffer.wrap(bytes).getInt(bytes.length - CONTENT_BYTES) == content) {
        return true;
      }
    }
    return false;
  }

  private void index(Bytes key) {
    byDeadline.add(key);
    byAwaited.computeIfAbsent(awaited(key), unused -> new ArrayList<>(1)).add(key);
  }

  private static long deadline(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }

  private static Bytes awaited(Bytes key) {
    byte[] bytes = key.get();
    return Bytes.wrap(Arrays.copyOfRange(bytes, DEADLINE_BYTES, bytes.length - CONTENT_BYTES));
  }
}
