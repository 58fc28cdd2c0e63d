package dev.todoku.collect;

import java.util.Optional;

/** Reads when and where a log line was written. */
@FunctionalInterface
public interface LineStamps {

  /** Empty when the line names no time and host. */
  Optional<LineStamp> of(byte[] line);

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
