package dev.todoku.bench;

import java.util.concurrent.locks.LockSupport;

/** Lets things happen at a steady rate, the first at once. */
final class Pace {
  private static final long NANOS = 1_000_000_000;

  private final long begun = System.nanoTime();
  private final int perSecond;

  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * Waits until {@code number}, from 0 on, is due; returns when it was, {@link System#nanoTime}.
   */
  long await(long number) {
    long due = begun + number * NANOS / perSecond;
    while (System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
    return due;
  }
}
