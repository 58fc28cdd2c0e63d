package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/** Trials and failures of the latest slots of time, of equal width. Not thread-safe. */
final class Ring {
  private final long width;
  private final long[] slots;
  private final int[] trials;
  private final int[] failures;

  /**
   * An empty ring.
   *
   * @param width of a slot, in milliseconds
   */
  Ring(long width, int size) {
    this.width = width;
    this.slots = new long[size];
    this.trials = new int[size];
    this.failures = new int[size];
  }

  void add(long time, int n, int f) {
    if (n == 0 && f == 0) {
      return;
    }
    long slot = Math.floorDiv(time, width);
    int place = Math.floorMod(slot, slots.length);
    if (slots[place] < slot) {
      slots[place] = slot;
      trials[place] = 0;
      failures[place] = 0;
    }
    trials[place] += n;
    failures[place] += f;
  }

  /** Whether all since {@code time} is remembered at {@code now}. */
  boolean reaches(long time, long now) {
    return time > now - width * slots.length;
  }

  /** What was counted in the slot of {@code time} and after it. */
  Share since(long time) {
    long first = Math.floorDiv(time, width);
    Share sum = Share.NONE;
    for (int place = 0; place < slots.length; place++) {
      if (slots[place] >= first) {
        sum = sum.plus(trials[place], failures[place]);
      }
    }
    return sum;
  }

  void writeTo(BinaryWriter out) {
    long newest = 0;
    for (long slot : slots) {
      newest = Math.max(newest, slot);
    }
    for (int place = 0; place < slots.length; place++) {
      if (slots[place] > Math.max(0, newest - slots.length)) {
        out.writeVarLong(slots[place]).writeVarLong(trials[place]).writeVarLong(failures[place]);
      }
    }
    out.writeVarLong(0);
  }

  void readFrom(BinaryReader in) {
    for (long slot = in.readVarLong(); slot != 0; slot = in.readVarLong()) {
      int place = Math.floorMod(slot, slots.length);
      slots[place] = slot;
      trials[place] = in.readVarInt();
      failures[place] = in.readVarInt();
    }
  }
}
