package dev.todoku.watermark;

import java.util.List;

/**
 * What is proven of the reading of inputs. That nothing comes proves nothing: a busy machine, a
 * leader change or a slow writer is silent, too. What proves silence is that the reader stands
 * where the partition ended.
 */
@FunctionalInterface
public interface Consumed {
  /** Nothing is proven of any input. */
  Consumed NOTHING = until(0);

  /** Of every input the same is proven, without asking: see {@link Reading#processedUntil}. */
  static Consumed until(long processedUntil) {
    return (topics, partition) ->
        new Reading() {
          @Override
          public long processedUntil(String topic) {
            return processedUntil;
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
  }

  /**
   * A task begins to ask about its inputs.
   *
   * @param topics whose partition {@code partition} it reads
   */
  Reading of(List<String> topics, int partition);

  /**
   * Whether this thread is behind: when it read last, more was there than it takes at a time. False
   * where that is not known.
   */
  default boolean isBehind() {
    return false;
  }

  /** The inputs of one task. */
  interface Reading extends AutoCloseable {
    /**
     * The latest wall-clock time, epoch milliseconds, of which it is proven that everything written
     * to the input by then has been processed and committed; 0 when nothing is proven.
     */
    long processedUntil(String topic);

    /** Somebody waits for a proof that is of now: it is looked for more often for a while. */
    default void hasten() {}

    /** The task asks no more. */
    @Override
    void close();
  }
}
