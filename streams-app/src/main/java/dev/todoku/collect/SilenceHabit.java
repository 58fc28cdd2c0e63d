package dev.todoku.collect;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long a source is silent at times, by which a longer silence is known: twice the longest
 * silence of the last days, but for the longest of all, which may have been an outage. A source
 * that has been followed for less than three days has no habit yet.
 *
 * <p>Written by one thread, read by any.
 */
final class SilenceHabit {
  private static final int DAYS = 7;
  private static final int ENOUGH_DAYS = 3;
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** A shorter silence is nobody's business. */
  private static final long SHORTEST = Duration.ofMinutes(15).toMillis();

  private static final long NO_DAY = -1;

  private final long[] days = new long[DAYS];
  private final long[] longest = new long[DAYS];
  private long last;
  private volatile long limit;

  SilenceHabit() {
    Arrays.fill(days, NO_DAY);
  }

  /** Something was written, at a time in milliseconds since 1970; roughly in order. */
  void onEntry(long time) {
    long silence = last == 0 ? 0 : time - last;
    last = Math.max(last, time);
    long day = time / DAY;
    int place = (int) (day % DAYS);
    boolean isNewDay = days[place] < day;
    if (isNewDay) {
      days[place] = day;
      longest[place] = 0;
    }
    if (days[place] == day && (isNewDay || silence > longest[place])) {
      longest[place] = Math.max(silence, longest[place]);
      limit = limit();
    }
  }

  /** How long it may be silent, in milliseconds; 0 while that is not known. */
  long allowed() {
    return limit;
  }

  private long limit() {
    long oldest = last / DAY - DAYS;
    long[] known = new long[DAYS];
    int count = 0;
    for (int i = 0; i < DAYS; i++) {
      if (days[i] > oldest) {
        known[count++] = longest[i];
      }
    }
    if (count < ENOUGH_DAYS) {
      return 0;
    }
    Arrays.sort(known, 0, count);
    return Math.max(SHORTEST, 2 * known[count - 2]);
  }
}
