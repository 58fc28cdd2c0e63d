package dev.todoku.collect;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where entries come from: a log with its back files, a mailbox, a port that is listened on.
 *
 * <p>A source is asked by one thread. What it has given counts as read only when the positions that
 * it gives are stored together with the entries; a source that is opened from the stored positions
 * goes on there.
 */
public interface CollectorSource extends AutoCloseable {
  /** There is nothing to take now. */
  long NOTHING = Long.MAX_VALUE;

  /** What it is called in messages; unique. */
  String name();

  /**
   * Looks for what is new, if there is nothing to take. Cheap when nothing is.
   *
   * @param now wall clock, milliseconds since 1970
   */
  void poll(long now) throws IOException;

  /** When the next entry happened, in milliseconds since 1970, or {@link #NOTHING}. */
  long nextTime();

  /** The next entry; null when it is gone meanwhile. */
  @Nullable CollectedEntry take() throws IOException;

  /**
   * Until when everything that was written has been given, by the wall clock in milliseconds since
   * 1970; 0 before the first {@link #poll}.
   */
  long readUntil();

  /**
   * The positions that have changed since this was asked last, by their key. A null value is to be
   * forgotten.
   */
  Map<String, byte[]> changedPositions();

  /** Everything that was taken is stored. */
  default void committed() {}

  /** What was taken is not stored, and is not given again by this source. */
  default void failed() {}

  /** What it has done so far. */
  SourceStatus status();

  @Override
  void close() throws IOException;
}
