package dev.todoku.detect;

/**
 * Failures of one part of a stream since the onset.
 *
 * @param trials trials, failures included
 */
record Share(long trials, long failures) {
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

  double rate() {
    return trials == 0 ? 0 : (double) failures / trials;
  }
}
