package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;

/**
 * How much mail a stream is used to at each hour of the day, on average of some days: at night a
 * tenfold surge is hardly more than the average of a day. Not thread-safe.
 */
final class HourHabit {
  private static final int HOURS = 24;
  private static final long HOUR_MS = 60 * 60_000L;
  private static final int UNKNOWN = -1;

  /** The average forgets half in three days. */
  private static final double KEPT_PER_DAY = StrictMath.pow(.5, 1 / 3.0);

  /** After a week without mail nothing is known. */
  private static final long FORGOTTEN_HOURS = 7 * HOURS;

  /** Tenths of a message, by hour of the day (UTC). */
  private final int[] tenths = new int[HOURS];

  /** The hour that runs, or the first that is counted in full; 0 before the first mail. */
  private long hour;

  private int messages;

  HourHabit() {
    Arrays.fill(tenths, UNKNOWN);
  }

  /** Counts the attempts of a minute; the first hour is not seen in full and teaches nothing. */
  void add(long time, int attempts) {
    long current = Math.floorDiv(time, HOUR_MS);
    if (hour == 0) {
      hour = current + 1;
    }
    if (current - hour > FORGOTTEN_HOURS) {
      Arrays.fill(tenths, UNKNOWN);
      hour = current + 1;
      messages = 0;
    }
    for (; hour < current; hour++) {
      learn();
    }
    messages += current == hour ? attempts : 0;
  }

  /**
   * Messages of a minute at this time of the day.
   *
   * @param otherwise where it is not known yet
   */
  double perMinute(long time, double otherwise) {
    int usual = tenths[Math.floorMod(Math.floorDiv(time, HOUR_MS), HOURS)];
    return usual == UNKNOWN ? otherwise : usual / 600.0;
  }

  private void learn() {
    int place = Math.floorMod(hour, HOURS);
    double kept = tenths[place] == UNKNOWN ? 0 : KEPT_PER_DAY;
    tenths[place] = (int) StrictMath.round(kept * tenths[place] + (1 - kept) * 10.0 * messages);
    messages = 0;
  }

  void writeTo(BinaryWriter out) {
    out.writeVarLong(hour).writeVarLong(messages);
    for (int tenth : tenths) {
      out.writeSigned(tenth);
    }
  }

  static HourHabit readFrom(BinaryReader in) {
    HourHabit habit = new HourHabit();
    habit.hour = in.readVarLong();
    habit.messages = in.readVarInt();
    for (int i = 0; i < HOURS; i++) {
      habit.tenths[i] = (int) in.readSigned();
    }
    return habit;
  }
}
