package dev.todoku.watermark;

/**
 * What is proven of the reading of inputs. That nothing comes proves nothing: a busy machine, a
 * leader change or a slow writer is silent, too. What proves silence is that the reader stands
 * where the partition ended.
 */
@FunctionalInterface
public interface Consumed {
  /** Nothing is proven of any input. */
  Consumed NOTHING = (topic, partition) -> 0;

  /**
   * The latest wall-clock time, epoch milliseconds, of which it is proven that everything written
   * to a partition by then has been processed; 0 when nothing is proven.
   */
  long processedUntil(String topic, int partition);
}
