package dev.todoku.simulate;

import java.util.Random;

/** What comes by chance, of a seeded source. */
public final class Chance {
  private final Random random;

  /**
   * Draws from {@code random}.
   *
   * @param random whoever else draws from it changes what comes next
   */
  public Chance(Random random) {
    this.random = random;
  }

  /**
   * Calls {@code each} as often as a Poisson law of this mean says; of means above 500, as of 500.
   */
  public void poisson(double mean, Runnable each) {
    double limit = Math.exp(-Math.min(mean, 500));
    double product = random.nextDouble();
    while (product > limit) {
      each.run();
      product *= random.nextDouble();
    }
  }

  /** Some time within a duration, milliseconds. */
  public long within(long duration) {
    return (long) (random.nextDouble() * duration);
  }
}
