package dev.todoku.senders;

import dev.todoku.detect.StreamState;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.PrefixedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The streams of all senders of a task. */
final class SenderStreamStore {
  private final BeforeImages.Revertible store;

  /** Keys of streams with an alarm that is not reported: no more mail of them may come. */
  private final TreeSet<String> waiting = new TreeSet<>();

  SenderStreamStore(BeforeImages.Revertible store) {
    this.store = store;
    store.onPutBack(this::reread);
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      while (stored.hasNext()) {
        KeyValue<String, byte[]> entry = stored.next();
        mark(entry.key, StreamState.decode(entry.value));
      }
    }
  }

  /** The key of one stream of a sender. */
  static String keyOf(String sender, String stream) {
    return PrefixedKey.of(sender, stream);
  }

  /** The state under {@code key}; one without history where there is none. */
  StreamState of(String key) {
    byte[] stored = store.get(key);
    return stored == null
        ? new StreamState(SenderStreams.channelsOf(streamOf(key)))
        : StreamState.decode(stored);
  }

  static String senderOf(String key) {
    return PrefixedKey.name(key);
  }

  static String streamOf(String key) {
    return PrefixedKey.entry(senderOf(key), key);
  }

  void save(String key, StreamState state) {
    store.put(key, state.encode());
    mark(key, state);
  }

  void delete(String key) {
    store.delete(key);
    waiting.remove(key);
  }

  /** Keys of the streams of one sender. */
  List<String> keysOf(String sender) {
    return store.of(sender).stream().map(entry -> entry.key).toList();
  }

  /** Keys of all streams. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> stored = store.all()) {
      stored.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  /** Keys of streams with an alarm that is not reported. */
  List<String> waiting() {
    return List.copyOf(waiting);
  }

  private void reread(String key) {
    byte[] stored = store.get(key);
    if (stored == null) {
      waiting.remove(key);
    } else {
      mark(key, StreamState.decode(stored));
    }
  }

  private void mark(String key, StreamState state) {
    if (state.isUnreported()) {
      waiting.add(key);
    } else {
      waiting.remove(key);
    }
  }
}
