package dev.todoku.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** When the day's messages go out: exactly as many as asked for, along the mailings' curve. */
final class SendTimes {
  private static final int MINUTES = 24 * 60;
  private static final int MINUTE_MS = 60_000;

  private final double[] cumulative = new double[MINUTES + 1];
  private final long start;
  private final int messages;
  private final Random random;
  private int minute = -1;
  private int issued;
  private int[] offsets = {};
  private int next;

  SendTimes(List<Mailing> mailings, long start, int messages, Random random) {
    this.start = start;
    this.messages = messages;
    this.random = random;
    for (int m = 0; m < MINUTES; m++) {
      cumulative[m + 1] = cumulative[m];
      for (Mailing mailing : mailings) {
        cumulative[m + 1] += mailing.weightIn(m);
      }
    }
    fill();
  }

  boolean hasNext() {
    return next < offsets.length;
  }

  /** Time of the next message. */
  long peek() {
    return start + (long) minute * MINUTE_MS + offsets[next];
  }

  /** Takes the next message and returns the minute of the day in which it goes out. */
  int take() {
    int taken = minute;
    next++;
    fill();
    return taken;
  }

  private void fill() {
    while (next >= offsets.length && minute < MINUTES - 1) {
      minute++;
      int due = (int) Math.round(messages * (cumulative[minute + 1] / cumulative[MINUTES]));
      offsets = random.ints(due - issued, 0, MINUTE_MS).toArray();
      Arrays.sort(offsets);
      issued = due;
      next = 0;
    }
  }
}
