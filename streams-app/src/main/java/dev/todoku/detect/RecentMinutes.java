package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * Counts of the latest minutes that had trials, in their order; the newest is still open. It is
 * minutes with trials that are counted, not minutes of the clock: a busy stream goes back two
 * hours, a quiet one days. Partitions that are read at different speed drift apart by a number of
 * records, which is the more time the fewer records a stream has.
 */
final class RecentMinutes {
  static final int LENGTH = 120;
  private static final long NONE = -1;

  private final long[] minutes = new long[LENGTH];
  private final int[] trials = new int[LENGTH];
  private final int[] failures = new int[LENGTH];
  private int size;

  /** The latest minute that has fallen out. */
  private long forgotten = NONE;

  boolean isEmpty() {
    return size == 0;
  }

  long newest() {
    return isEmpty() ? NONE : minutes[size - 1];
  }

  /**
   * Counts in {@code minute}, or in the oldest one kept when it has fallen out. What falls out now
   * goes into {@code before}.
   */
  void count(long minute, int n, int f, Fold before) {
    int place = placeOf(minute, before);
    trials[place] += n;
    failures[place] += f;
  }

  /** Opens a minute newer than all; what falls out goes into {@code before}. */
  void open(long minute, Fold before) {
    if (size == LENGTH) {
      forgetOldest(before);
    }
    insert(size, minute);
  }

  private int placeOf(long minute, Fold before) {
    int place = size - 1;
    while (place >= 0 && minutes[place] > minute) {
      place--;
    }
    if (place >= 0 && minutes[place] == minute) {
      return place;
    }
    if (minute <= forgotten || (place < 0 && size == LENGTH)) {
      return 0;
    }
    if (size == LENGTH) {
      forgetOldest(before);
      place--;
    }
    insert(place + 1, minute);
    return place + 1;
  }

  private void insert(int place, long minute) {
    shift(place, place + 1, size - place);
    minutes[place] = minute;
    trials[place] = 0;
    failures[place] = 0;
    size++;
  }

  private void forgetOldest(Fold before) {
    addTo(before, 0);
    forgotten = minutes[0];
    size--;
    shift(1, 0, size);
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(minutes, from, minutes, to, count);
    System.arraycopy(trials, from, trials, to, count);
    System.arraycopy(failures, from, failures, to, count);
  }

  /** Adds all minutes but the open one; returns the last verdict that ended an alarm. */
  Verdict addClosedTo(Fold fold) {
    Verdict last = Verdict.NONE;
    for (int place = 0; place < size - 1; place++) {
      Verdict ended = addTo(fold, place);
      last = ended.isNone() ? last : ended;
    }
    return last;
  }

  /** Adds the open minute; returns the verdict if it ends an alarm. */
  Verdict addOpenTo(Fold fold) {
    return isEmpty() ? Verdict.NONE : addTo(fold, size - 1);
  }

  void writeTo(BinaryWriter out) {
    out.writeSigned(forgotten).writeVarLong(size);
    long last = forgotten;
    for (int place = 0; place < size; place++) {
      out.writeVarLong(minutes[place] - last)
          .writeVarLong(trials[place])
          .writeVarLong(failures[place]);
      last = minutes[place];
    }
  }

  static RecentMinutes readFrom(BinaryReader in) {
    RecentMinutes recent = new RecentMinutes();
    recent.forgotten = in.readSigned();
    recent.size = in.readVarInt();
    long last = recent.forgotten;
    for (int place = 0; place < recent.size; place++) {
      last += in.readVarLong();
      recent.minutes[place] = last;
      recent.trials[place] = in.readVarInt();
      recent.failures[place] = in.readVarInt();
    }
    return recent;
  }

  private Verdict addTo(Fold fold, int place) {
    return trials[place] == 0
        ? Verdict.NONE
        : fold.add(minutes[place], trials[place], failures[place]);
  }
}
