package dev.todoku.cli.demo;

import java.time.Duration;

/**
 * Keeps what is fed from running away from what has come out: on a busy machine the demo becomes
 * slower instead of showing what is long past.
 */
final class Lead {
  /** Event time. At the usual speed the pipeline is less than an hour behind. */
  private static final long MOST = Duration.ofHours(2).toMillis();

  /** An event that changes no outcome must not stop the day. */
  private static final long PATIENCE_MS = 10_000;

  private long shown = Long.MAX_VALUE;

  /** Outcomes up to {@code time} have come out. */
  synchronized void show(long time) {
    shown = time;
    notifyAll();
  }

  /** Waits until what has come out is near enough to {@code time}. */
  synchronized void await(long time) throws InterruptedException {
    long deadline = System.nanoTime() / 1_000_000 + PATIENCE_MS;
    long left = PATIENCE_MS;
    while (time - shown > MOST && left > 0) {
      wait(left);
      left = deadline - System.nanoTime() / 1_000_000;
    }
  }
}
