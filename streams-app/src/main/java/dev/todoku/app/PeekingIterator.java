package dev.todoku.app;

import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** Entries of a store in memory, as far as {@code source} gives some. */
class PeekingIterator<K> implements KeyValueIterator<K, byte[]> {
  private final Supplier<@Nullable KeyValue<K, byte[]>> source;
  private @Nullable KeyValue<K, byte[]> next;

  /**
   * @param source gives null after the last
   */
  PeekingIterator(Supplier<@Nullable KeyValue<K, byte[]>> source) {
    this.source = source;
    this.next = source.get();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public KeyValue<K, byte[]> next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    KeyValue<K, byte[]> taken = next;
    next = source.get();
    return taken;
  }

  @Override
  public K peekNextKey() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    return next.key;
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  /** Windows of one key, by their start. */
  static final class OfWindows extends PeekingIterator<Long>
      implements WindowStoreIterator<byte[]> {
    OfWindows(Supplier<KeyValue<Long, byte[]>> source) {
      super(source);
    }
  }
}
