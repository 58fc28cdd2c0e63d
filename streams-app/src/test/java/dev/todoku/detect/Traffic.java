package dev.todoku.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Seeded Bernoulli trials, as long as wanted, one after the other. */
final class Traffic {
  static final long START = 1_700_000_040_000L;
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  record Attempt(long time, boolean failed) {}

  private final Random random;
  private final List<Attempt> attempts = new ArrayList<>();
  private long now = START;

  Traffic(long seed) {
    random = new Random(seed);
  }

  /** Goes on for {@code duration} at {@code perHour}, evenly spaced, failing at {@code rate}. */
  Traffic then(long duration, int perHour, double rate) {
    long end = now + duration;
    for (; now < end; now += HOUR / perHour) {
      attempts.add(new Attempt(now, random.nextDouble() < rate));
    }
    now = end;
    return this;
  }

  /** Goes on for {@code duration} with a fraction {@code rho} refused on top of {@code rate}. */
  Traffic blocked(long duration, int perHour, double rate, double rho) {
    return then(duration, perHour, rate + rho * (1 - rate));
  }

  long now() {
    return now;
  }

  List<Attempt> attempts() {
    return attempts;
  }

  /** In an order in which nothing comes more than {@code delay} after what is later. */
  List<Attempt> outOfOrder(long delay, Random shuffle) {
    record Arrival(long time, Attempt attempt) {}
    return attempts.stream()
        .map(a -> new Arrival(a.time() + (long) (shuffle.nextDouble() * delay), a))
        .sorted(Comparator.comparingLong(Arrival::time))
        .map(Arrival::attempt)
        .toList();
  }
}
