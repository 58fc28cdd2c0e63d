package dev.todoku.text;

import java.util.Locale;

/** How a share of failures is written for people. */
public final class FailedShare {
  private FailedShare() {}

  /**
   * The share in per cent, without the sign: one decimal, and two below one per cent, since
   * complaints are a matter of tenths.
   *
   * @param attempts taken for {@code failures} where it is less: a share is never above 100
   */
  public static String percent(long failures, long attempts) {
    double percent = failures == 0 ? 0 : 100.0 * failures / Math.max(failures, attempts);
    return String.format(Locale.ROOT, percent < 1 ? "%.2f" : "%.1f", percent);
  }
}
