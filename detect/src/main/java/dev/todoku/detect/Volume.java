package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * How much mail a stream is used to: its busiest ten minutes of each of the last seven days, and
 * its average, all day and by the hour, against the ten minutes that run now. Not thread-safe.
 */
public final class Volume {
  private static final int SLOT_MINUTES = 10;
  private static final long SLOT_MS = SLOT_MINUTES * 60_000L;
  private static final long DAY_MS = 24 * 60 * 60_000L;
  private static final int DAYS = 7;

  /** A habit is known after two days. */
  private static final int DAYS_NEEDED = 2;

  /** Several times what is usual is what providers answer with "slow down". */
  private static final int BUSY = 3;

  /** Below this many in ten minutes nobody slows anybody down. */
  private static final int BUSY_MESSAGES = 8;

  /** The average forgets half in two days. */
  private static final double KEPT_PER_SLOT = StrictMath.pow(.5, 1 / 288.0);

  /** As much as this is worth a warning before anything fails. */
  public static final int WARNING = 5;

  private static final int WARNING_MESSAGES = 500;

  /** Since this version of the binary form the hours of the day are remembered. */
  private static final int WITH_HOURS = 2;

  /** Since this version the peak of a surge is remembered. */
  private static final int WITH_PEAK = 7;

  /** How long the consequences of busy minutes may last. */
  private static final long AFTERMATH_MS = 60 * 60_000L;

  /** Busiest slots by day, a ring; -1 where there is no such day. */
  private final int[] busiest = {-1, -1, -1, -1, -1, -1, -1};

  private long slot;
  private int messages;
  private double average;
  private long busyAt;
  private boolean isWarned;
  private int peak;
  private HourHabit hours = new HourHabit();

  /** Counts the attempts of a minute. */
  void add(long time, int attempts) {
    long current = Math.floorDiv(time, SLOT_MS);
    if (current > slot) {
      close(current);
    }
    messages += attempts;
    peak = isWarned ? Math.max(peak, messages) : 0;
    hours.add(time, attempts);
    if (messages >= BUSY_MESSAGES && messages > BUSY * usualPerMinute(time) * minutesInto(time)) {
      busyAt = time;
    }
  }

  /** Minutes of the slot that have begun: who waits for all ten sees a surge too late. */
  private static long minutesInto(long time) {
    return 1 + Math.floorMod(time, SLOT_MS) / (SLOT_MS / SLOT_MINUTES);
  }

  /** Whether far more was sent within the last hour than is usual. */
  public boolean isBusy(long time) {
    return busyAt != 0 && time - busyAt <= AFTERMATH_MS;
  }

  /** Messages of a minute: on average of some days, or at this time of the day if that is less. */
  public double usualPerMinute(long time) {
    double ofAllDay = average / SLOT_MINUTES;
    return StrictMath.min(ofAllDay, hours.perMinute(time, ofAllDay));
  }

  /** Whether so much is sent now that a warning is due, which has not been given. */
  public boolean isWarningDue() {
    return !isWarned
        && days() >= DAYS_NEEDED
        && messages >= WARNING_MESSAGES
        && messages > WARNING * habit();
  }

  /** Whether a warning was given and the surge has passed by {@code time}. */
  public boolean isWarningOver(long time) {
    return isWarned && !isBusy(time);
  }

  /** Notes that the warning was given, or taken back. */
  public void warned(boolean is) {
    isWarned = is;
    peak = is ? messages : 0;
  }

  /** Start of the latest ten minutes with mail, event time; 0 when there was none. */
  long lastAt() {
    return slot * SLOT_MS;
  }

  /** Messages of the ten minutes that run now. */
  public int messages() {
    return messages;
  }

  /** Messages of the busiest ten minutes since the warning was given; of those that run without. */
  public int peak() {
    return Math.max(peak, messages);
  }

  /** Messages of the busiest ten minutes of the days before. */
  public int habit() {
    int most = 0;
    for (int count : busiest) {
      most = Math.max(most, count);
    }
    return most;
  }

  private int days() {
    int days = 0;
    for (int count : busiest) {
      days += count >= 0 ? 1 : 0;
    }
    return days;
  }

  /** A surge is no habit: its slots are counted for no more than the threshold of a surge. */
  private void close(long next) {
    if (slot != 0) {
      int day = dayOf(slot);
      int counted = days() < DAYS_NEEDED ? messages : Math.min(messages, BUSY * habit() + 1);
      busiest[day] = Math.max(busiest[day], counted);
      double kept = StrictMath.pow(KEPT_PER_SLOT, (double) (next - slot));
      average = average == 0 ? messages : average * kept + messages * (1 - KEPT_PER_SLOT);
      long passed = Math.min(DAYS, absoluteDay(next) - absoluteDay(slot));
      for (int i = 1; i <= passed; i++) {
        busiest[Math.floorMod(absoluteDay(slot) + i, DAYS)] = -1;
      }
    }
    slot = next;
    messages = 0;
  }

  private static int dayOf(long slot) {
    return Math.floorMod(absoluteDay(slot), DAYS);
  }

  private static long absoluteDay(long slot) {
    return Math.floorDiv(slot * SLOT_MS, DAY_MS);
  }

  void writeTo(BinaryWriter out) {
    out.writeVarLong(slot).writeVarLong(messages).writeDouble(average).writeVarLong(busyAt);
    out.writeByte(isWarned ? 1 : 0);
    for (int count : busiest) {
      out.writeSigned(count);
    }
    hours.writeTo(out);
    out.writeVarLong(peak);
  }

  static Volume readFrom(BinaryReader in) {
    Volume volume = new Volume();
    volume.slot = in.readVarLong();
    volume.messages = in.readVarInt();
    volume.average = in.readDouble();
    volume.busyAt = in.readVarLong();
    volume.isWarned = in.readByte() != 0;
    for (int i = 0; i < DAYS; i++) {
      volume.busiest[i] = (int) in.readSigned();
    }
    if (in.version() >= WITH_HOURS) {
      volume.hours = HourHabit.readFrom(in);
    }
    if (in.version() >= WITH_PEAK) {
      volume.peak = in.readVarInt();
    }
    return volume;
  }
}
