package dev.todoku.cli.demo;

import java.time.Duration;

/** How fast a counter grows, measured over a second or a little more. */
final class Rate {
  private static final long SPAN = Duration.ofSeconds(1).toNanos();

  private long since;
  private long countThen;
  private long perSecond;

  /**
   * The latest rate.
   *
   * @param now in nanoseconds, from any origin
   */
  long perSecond(long now, long count) {
    long passed = now - since;
    if (passed >= SPAN) {
      perSecond = since == 0 ? 0 : (count - countThen) * SPAN / passed;
      since = now;
      countThen = count;
    }
    return perSecond;
  }
}
