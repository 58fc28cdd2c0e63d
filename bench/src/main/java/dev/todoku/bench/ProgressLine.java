package dev.todoku.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Prints how far a long step is, every two seconds at most. */
final class ProgressLine {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final Consumer<String> display;
  private final LongSupplier nanos;
  private String step = "";
  private long emitted;

  /**
   * Prints nothing yet.
   *
   * @param display takes a line
   * @param nanos a clock in nanoseconds, of any origin
   */
  ProgressLine(Consumer<String> display, LongSupplier nanos) {
    this.display = display;
    this.nanos = nanos;
  }

  /** Begins a step. */
  void begin(String step) {
    this.step = step;
    emitted = nanos.getAsLong();
    display.accept(step);
  }

  /** The step goes on: {@code count} of {@code what}. */
  void print(long count, String what) {
    long now = nanos.getAsLong();
    if (now - emitted >= INTERVAL_NANOS) {
      emitted = now;
      display.accept(String.format(Locale.ROOT, "%s: %,d %s", step, count, what));
    }
  }
}
