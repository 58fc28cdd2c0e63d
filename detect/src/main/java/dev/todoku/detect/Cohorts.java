package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Map;

/**
 * Accepted mail of the latest two days by the hour in which it was accepted, and how much of each
 * hour has come back since. Bounces that a provider sends in one batch, or that come late, are a
 * small part of each hour that they are of; those of a block are a large part of the hours since it
 * began. Not thread-safe.
 */
public final class Cohorts {
  private static final int HOURS = 48;
  private static final long HOUR_MS = 60 * 60_000L;

  /** In hours, that of {@link BettingCusum}. */
  private static final double KEPT_PER_HOUR = StrictMath.pow(.5, 1 / 48.0);

  /** A thousand to one, the logarithm. */
  private static final double SURE = 6.9;

  /** Rings by hour. */
  private final int[] accepted = new int[HOURS];

  private final int[] returned = new int[HOURS];

  /** The latest hour, counted since 1970. */
  private long latest;

  /** What had come back two days after it was accepted. */
  private double learnedAccepted;

  private double learnedReturned;

  /** The hour of {@code time}, counted since 1970. */
  public static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_MS);
  }

  /**
   * Counts a minute.
   *
   * @param time any time in it, event time
   * @param acceptedNow messages that were accepted in it
   * @param back what came back in it, by the hour in which that had been accepted
   */
  void add(long time, int acceptedNow, Map<Long, Long> back) {
    advance(Math.max(latest, hourOf(time)));
    accepted[place(latest)] += acceptedNow;
    back.forEach(
        (hour, count) -> {
          if (hour > latest - HOURS && hour <= latest) {
            returned[place(hour)] = (int) Math.max(0, returned[place(hour)] + count);
          }
        });
  }

  /** Whether so much of the mail of some hours up to now has come back that it is no habit. */
  boolean areRefused(BettingCusum cusum) {
    double baseline = cusum.baseline(learnedAccepted, learnedReturned);
    long n = 0;
    long f = 0;
    for (long hour = latest; hour > latest - HOURS; hour--) {
      int of = accepted[place(hour)];
      n += of;
      f += Math.min(of, returned[place(hour)]);
      if (cusum.best((double) n, f, baseline) >= SURE) {
        return true;
      }
    }
    return false;
  }

  /** What was accepted since {@code time} was of a block that has been reported: it is no habit. */
  void forgetSince(long time) {
    for (long hour = Math.max(hourOf(time), latest - HOURS + 1); hour <= latest; hour++) {
      accepted[place(hour)] = 0;
      returned[place(hour)] = 0;
    }
  }

  private void advance(long next) {
    if (next - latest > HOURS) {
      latest = next - HOURS;
    }
    for (; latest < next; latest++) {
      int place = place(latest + 1);
      learnedAccepted = learnedAccepted * KEPT_PER_HOUR + accepted[place];
      learnedReturned =
          learnedReturned * KEPT_PER_HOUR + Math.min(accepted[place], returned[place]);
      accepted[place] = 0;
      returned[place] = 0;
    }
  }

  private static int place(long hour) {
    return Math.floorMod(hour, HOURS);
  }

  void writeTo(BinaryWriter out) {
    out.writeVarLong(latest).writeDouble(learnedAccepted).writeDouble(learnedReturned);
    for (int i = 0; i < HOURS; i++) {
      boolean isReturned = returned[i] > 0;
      out.writeVarLong(2L * accepted[i] + (isReturned ? 1 : 0));
      if (isReturned) {
        out.writeVarLong(returned[i]);
      }
    }
  }

  static Cohorts readFrom(BinaryReader in) {
    Cohorts cohorts = new Cohorts();
    cohorts.latest = in.readVarLong();
    cohorts.learnedAccepted = in.readDouble();
    cohorts.learnedReturned = in.readDouble();
    for (int i = 0; i < HOURS; i++) {
      if (in.version() < StreamState.WITH_SPARSE_COHORTS) {
        cohorts.accepted[i] = in.readVarInt();
        cohorts.returned[i] = in.readVarInt();
      } else {
        long both = in.readVarLong();
        cohorts.accepted[i] = (int) (both / 2);
        cohorts.returned[i] = both % 2 == 0 ? 0 : in.readVarInt();
      }
    }
    return cohorts;
  }
}
