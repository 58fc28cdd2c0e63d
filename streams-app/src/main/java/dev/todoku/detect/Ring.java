package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;

/** Trials and failures of the latest slots of time, of equal width. Not thread-safe. */
final class Ring {
  private final long width;
  private final long[] slots;
  private final Share[][] shares;

  /**
   * An empty ring.
   *
   * @param width of a slot, in milliseconds
   * @param size how many slots are remembered
   * @param channels how many kinds of trials are counted
   */
  Ring(long width, int size, int channels) {
    this.width = width;
    this.slots = new long[size];
    this.shares = new Share[size][channels];
  }

  /** Where the slot of {@code time} is. */
  int place(long time) {
    return Math.floorMod(Math.floorDiv(time, width), slots.length);
  }

  void add(long time, int channel, int n, int f) {
    int place = place(time);
    long slot = Math.floorDiv(time, width);
    if (slots[place] < slot) {
      slots[place] = slot;
      Arrays.fill(shares[place], Share.NONE);
    }
    shares[place][channel] = shares[place][channel].plus(n, f);
  }

  /** Whether all since {@code time} is remembered at {@code now}. */
  boolean reaches(long time, long now) {
    return time > now - width * slots.length;
  }

  /** What was counted in the slot of {@code time} and after it. */
  Share since(long time, int channel) {
    long first = Math.max(1, Math.floorDiv(time, width));
    Share sum = Share.NONE;
    for (int place = 0; place < slots.length; place++) {
      if (slots[place] >= first) {
        sum = sum.plus(shares[place][channel]);
      }
    }
    return sum;
  }

  void writeTo(BinaryWriter out, int place) {
    out.writeVarLong(slots[place]);
    for (Share share : shares[place]) {
      out.writeVarLong(share.trials()).writeVarLong(share.failures());
    }
  }

  void readFrom(BinaryReader in, int place) {
    slots[place] = in.readVarLong();
    for (int channel = 0; channel < shares[place].length; channel++) {
      shares[place][channel] = new Share(in.readVarLong(), in.readVarLong());
    }
  }
}
