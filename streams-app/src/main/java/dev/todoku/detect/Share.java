package dev.todoku.detect;

/**
 * Failures of one part of a stream since the onset.
 *
 * @param trials trials, failures included
 */
record Share(long trials, long failures) {
  /** So many trials make a rate worth reading. */
  private static final int ENOUGH = 10;

  static final Share NONE = new Share(0, 0);

  Share plus(long n, long f) {
    return new Share(trials + n, failures + f);
  }

  Share plus(Share other) {
    return plus(other.trials, other.failures);
  }

  Share minus(Share other) {
    return new Share(Math.max(0, trials - other.trials), Math.max(0, failures - other.failures));
  }

  /** Whether there are trials enough to compare with. */
  boolean isEnough() {
    return trials >= ENOUGH;
  }

  /** Whether the rate is no matter, beside one that fails at the rate {@code failing}. */
  boolean isNormal(double baseline, double failing) {
    return rate() < Math.max(baseline, failing / 4);
  }

  double rate() {
    return trials == 0 ? 0 : (double) failures / trials;
  }
}
