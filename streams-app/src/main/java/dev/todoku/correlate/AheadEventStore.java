package dev.todoku.correlate;

import dev.todoku.schema.MailEvent;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.EventJson;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Events of messages that are not known yet and days ahead of the slowest input, until it has come
 * near. {@link DayBuckets} drops its days by the latest message that it holds: a topic of which a
 * fortnight is read before the others begin would push out the very days to which they belong.
 *
 * <p>In order of time; the same event twice is held once. Empty in live mail.
 */
final class AheadEventStore {
  private static final int DIGEST_BYTES = 16;

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable Bytes first;

  AheadEventStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> held = store.all()) {
      first = held.hasNext() ? held.next().key : null;
    }
  }

  void add(MailEvent event) {
    byte[] json = EventJson.write(event);
    byte[] value =
        ByteBuffer.allocate(json.length + 1).put(EventJson.topicOf(event)).put(json).array();
    Bytes key =
        Bytes.wrap(
            ByteBuffer.allocate(Long.BYTES + DIGEST_BYTES)
                .putLong(event.time())
                .put(digest(value), 0, DIGEST_BYTES)
                .array());
    store.put(key, value);
    first = first == null || key.compareTo(first) < 0 ? key : first;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** The time of the earliest, epoch milliseconds; {@link Long#MAX_VALUE} when none is held. */
  long earliest() {
    return first == null ? Long.MAX_VALUE : ByteBuffer.wrap(first.get()).getLong();
  }

  /** Takes out those before {@code time}, the earliest first and at most {@code limit}. */
  List<MailEvent> takeBefore(long time, int limit) {
    List<MailEvent> taken = new ArrayList<>();
    if (earliest() >= time) {
      return taken;
    }
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> held = store.range(first, null)) {
      first = null;
      while (held.hasNext() && first == null) {
        KeyValue<Bytes, byte[]> entry = held.next();
        if (taken.size() == limit || ByteBuffer.wrap(entry.key.get()).getLong() >= time) {
          first = entry.key;
        } else {
          keys.add(entry.key);
          taken.add(
              EventJson.read(
                  entry.value[0], Arrays.copyOfRange(entry.value, 1, entry.value.length)));
        }
      }
    }
    keys.forEach(store::delete);
    return taken;
  }

  private static byte[] digest(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
