package dev.todoku.dns.spf;

/** A check ends with an error. The message says why. */
final class SpfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SpfResult result;

  private SpfException(SpfResult result, String why) {
    super(why, null, false, false);
    this.result = result;
  }

  /** What is published is wrong. */
  static SpfException permanent(String why) {
    return new SpfException(SpfResult.PERMERROR, why);
  }

  /** The DNS did not answer. */
  static SpfException temporary(String why) {
    return new SpfException(SpfResult.TEMPERROR, why);
  }

  SpfResult result() {
    return result;
  }
}
