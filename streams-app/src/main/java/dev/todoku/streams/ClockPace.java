package dev.todoku.streams;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often the stages of a process look at the clock. Every look is a transaction, also of a stage
 * that has nothing to do: once no mail has come for a while, a process that is all there is of its
 * installation looks each two minutes. What follows from the clock alone, such as the end of an
 * incident after which nothing was sent, is then seen so much later; no answer changes.
 *
 * <p>Safe for use by several threads.
 */
public final class ClockPace {
  /** By then what came last has been judged. */
  private static final Duration QUIET_AFTER = Duration.ofMinutes(3);

  private static final long NANOS_PER_MS = 1_000_000;

  private final Duration quietTick;
  private final LongSupplier clock;
  private volatile long cameAt;

  /**
   * Something has just come.
   *
   * @param quietTick how often the clock is looked at when nothing comes, zero for as often as ever
   * @param clock milliseconds from any time on
   */
  ClockPace(Duration quietTick, LongSupplier clock) {
    this.quietTick = quietTick;
    this.clock = clock;
    cameAt = clock.getAsLong();
  }

  /** That of this process: {@code -Dtodoku.quiet.tick.ms}, or the same at all times. */
  public static ClockPace ofProcess() {
    return new ClockPace(
        Duration.ofMillis(Long.getLong("todoku.quiet.tick.ms", 0)),
        () -> System.nanoTime() / NANOS_PER_MS);
  }

  /** Mail, or what follows from it, has come to a stage. */
  void came() {
    if (isPaced()) {
      cameAt = clock.getAsLong();
    }
  }

  /** Whether the clock is looked at more seldom at times. */
  boolean isPaced() {
    return !quietTick.isZero();
  }

  /** Whether nothing has come for a while. */
  boolean isQuiet() {
    return isPaced() && clock.getAsLong() - cameAt > QUIET_AFTER.toMillis();
  }

  /**
   * How often that is looked at which is not expected to change: each {@code usual}, or as seldom
   * as the clock is when nothing comes, by a process that is all there is of its installation.
   */
  public Duration seldom(Duration usual) {
    return quietTick.compareTo(usual) > 0 ? quietTick : usual;
  }

  /** {@code usual}, and so many times as long when nothing has come for a while. */
  public Duration longer(Duration usual, int times) {
    return isQuiet() ? usual.multipliedBy(times) : usual;
  }

  /** What stands now in place of {@code tick}. */
  Duration of(Duration tick) {
    return isQuiet() ? seldom(tick) : tick;
  }
}
