package dev.todoku.detect;

/**
 * Failures of one part of a stream since the onset.
 *
 * @param trials trials, failures included
 */
record Share(long trials, long failures) {
  /** So many trials make a rate worth reading. */
  private static final int ENOUGH = 10;

  /** Twenty to one, the logarithm. */
  private static final double SURE = 3;

  private static final double MOST = .9;
  private static final double CONFIDENCE = 1.64;

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

  /** Whether there are trials enough to speak of a rate. */
  boolean isEnough() {
    return trials >= ENOUGH;
  }

  /**
   * Whether it surely has no part in what fails beside it.
   *
   * @param baseline a failure rate up to which nothing is wrong
   * @param suspected the failure rate that it had to have at least, were it a part
   */
  boolean isNormal(double baseline, double suspected) {
    return oddsOnNormal(baseline, suspected) >= SURE;
  }

  /** Whether that is more likely than not. */
  boolean isRatherNormal(double baseline, double suspected) {
    return oddsOnNormal(baseline, suspected) > 0;
  }

  /** Whether it surely has a part in what fails beside it; one failure alone may be anything. */
  boolean isFailing(double baseline, double suspected) {
    return failures > 1 && oddsOnNormal(baseline, suspected) <= -SURE;
  }

  private double oddsOnNormal(double baseline, double suspected) {
    double abnormal = StrictMath.min(StrictMath.max(suspected, 2 * baseline), MOST);
    double normal = StrictMath.min(baseline, abnormal / 2);
    return failures * StrictMath.log(normal / abnormal)
        + (trials - failures) * StrictMath.log((1 - normal) / (1 - abnormal));
  }

  /** The rate is hardly lower than this: one-sided 95 %. */
  double leastRate() {
    double rate = rate();
    return trials == 0 ? 0 : rate - CONFIDENCE * StrictMath.sqrt(rate * (1 - rate) / trials);
  }

  double rate() {
    return trials == 0 ? 0 : (double) failures / trials;
  }
}
