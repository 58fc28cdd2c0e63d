package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;

/** Trials and failures of the latest slots of time, of equal width. Not thread-safe. */
final class Ring {
  /** After the last slot of a block; no time has this slot. */
  private static final long END = 0;

  private final long width;
  private final long[] slots;
  private final Share[][] shares;

  /** The latest slot in which something was counted; what a whole ring lies before it is over. */
  private long latest;

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

  private int place(long slot) {
    return Math.floorMod(slot, slots.length);
  }

  /** Which of the blocks of {@code size} slots the slot of {@code time} is in. */
  int block(long time, int size) {
    return place(Math.floorDiv(time, width)) / size;
  }

  void add(long time, int channel, int n, int f) {
    long slot = Math.floorDiv(time, width);
    int place = place(slot);
    latest = Math.max(latest, slot);
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
    long first = Math.max(earliest(), Math.floorDiv(time, width));
    Share sum = Share.NONE;
    for (int place = 0; place < slots.length; place++) {
      if (slots[place] >= first) {
        sum = sum.plus(shares[place][channel]);
      }
    }
    return sum;
  }

  private long earliest() {
    return Math.max(1, latest - slots.length + 1);
  }

  /** Writes what the {@code size} slots of a block hold, without those that are over. */
  void writeTo(BinaryWriter out, int block, int size) {
    for (int place = block * size; place < (block + 1) * size; place++) {
      if (slots[place] >= earliest()) {
        out.writeVarLong(slots[place]);
        for (Share share : shares[place]) {
          out.writeVarLong(share.trials()).writeVarLong(share.failures());
        }
      }
    }
    out.writeVarLong(END);
  }

  /** Reads what {@link #writeTo} wrote into an empty block. */
  void readFrom(BinaryReader in) {
    for (long slot = in.readVarLong(); slot != END; slot = in.readVarLong()) {
      int place = place(slot);
      latest = Math.max(latest, slot);
      slots[place] = slot;
      for (int channel = 0; channel < shares[place].length; channel++) {
        shares[place][channel] = new Share(in.readVarLong(), in.readVarLong());
      }
    }
  }
}
