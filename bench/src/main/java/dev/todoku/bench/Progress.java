package dev.todoku.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells how far a long step is, every two seconds at most. */
final class Progress {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

  private final Consumer<String> display;
  private final LongSupplier nanos;
  private String step = "";
  private long told;

  /**
   * Tells nothing yet.
   *
   * @param display takes a line
   * @param nanos a clock in nanoseconds, of any origin
   */
  Progress(Consumer<String> display, LongSupplier nanos) {
    this.display = display;
    this.nanos = nanos;
  }

  /** Begins a step. */
  void begin(String step) {
    this.step = step;
    told = nanos.getAsLong();
    display.accept(step);
  }

  /** The step goes on: {@code count} of {@code what}. */
  void tell(long count, String what) {
    long now = nanos.getAsLong();
    if (now - told >= INTERVAL_NANOS) {
      told = now;
      display.accept(String.format(Locale.ROOT, "%s: %,d %s", step, count, what));
    }
  }
}
