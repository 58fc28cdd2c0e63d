package dev.todoku.collect;

import java.util.Optional;

/** Reads when and where a log line was written. */
@FunctionalInterface
public interface LineStamps {

  /** Empty when the line names no time and host. */
  Optional<LineStamp> of(byte[] line);

  /** What the lines are. */
  default EntryType type() {
    return EntryType.LOG;
  }

  /**
   * What the file begins with, wherever reading begins: it may name columns.
   *
   * @param head the first bytes, of which the last line may be cut
   */
  default void begin(byte[] head) {}

  /** Makes those of one file. */
  @FunctionalInterface
  interface Factory {
    /**
     * Stamps that name no year are of the latest one in which they are not after this.
     *
     * @param writtenAt when the file was last written, in milliseconds since 1970
     */
    LineStamps until(long writtenAt);
  }
}
