package dev.todoku.cli.demo;

import java.util.concurrent.TimeUnit;

/** Lets event time pass faster than time. */
final class EventTimePace {
  private final long begin;
  private final long speed;
  private long begunAt;

  /**
   * A pace.
   *
   * @param begin event time at which it begins
   * @param minutesPerSecond minutes of event time in a second; 0 for as fast as possible
   */
  EventTimePace(long begin, int minutesPerSecond) {
    this.begin = begin;
    speed = 60L * minutesPerSecond;
  }

  void begin() {
    begunAt = System.nanoTime();
  }

  /** Waits until {@code time} is due. */
  void await(long time) throws InterruptedException {
    long wait = dueAfterNanos(time) - (System.nanoTime() - begunAt);
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** How long after the begin {@code time} is due. */
  long dueAfterNanos(long time) {
    return speed == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(time - begin) / speed;
  }
}
