package dev.todoku.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded Bernoulli trials by the minute, as long as wanted, one after the other. */
final class Traffic {
  static final long START = 1_700_000_040_000L;
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  private static final long MINUTE = 60_000;

  record Minute(long time, int trials, int failures) {}

  private final Random random;
  private final List<Minute> minutes = new ArrayList<>();
  private long now = START;

  Traffic(long seed) {
    random = new Random(seed);
  }

  /** Goes on for {@code duration} at {@code perHour}, evenly spaced, failing at {@code rate}. */
  Traffic then(long duration, int perHour, double rate) {
    double due = 0;
    for (long end = now + duration; now < end; now += MINUTE) {
      due += perHour / 60.0;
      int trials = (int) due;
      due -= trials;
      int failures = 0;
      for (int i = 0; i < trials; i++) {
        failures += random.nextDouble() < rate ? 1 : 0;
      }
      if (trials > 0) {
        minutes.add(new Minute(now, trials, failures));
      }
    }
    return this;
  }

  /** Goes on for {@code duration} with a fraction {@code rho} refused on top of {@code rate}. */
  Traffic blocked(long duration, int perHour, double rate, double rho) {
    return then(duration, perHour, rate + rho * (1 - rate));
  }

  long now() {
    return now;
  }

  List<Minute> minutes() {
    return minutes;
  }
}
