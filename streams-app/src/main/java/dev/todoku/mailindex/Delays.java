package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.OptionalLong;

/**
 * How long mail took from the sending server until the receiving server accepted it: counts in
 * buckets, each a fifth wider than the one before it or less, from a second to ten days.
 */
public final class Delays {
  private static final int BUCKETS = 80;

  /** 1.19: a quarter of a doubling. */
  private static final int BUCKETS_PER_DOUBLING = 4;

  private static final int VERSION = 1;

  private final long[] counts = new long[BUCKETS];

  /** Adds a mail that took so long, milliseconds. */
  Delays add(long millis) {
    counts[bucket(millis)]++;
    return this;
  }

  /** Adds what others took. */
  Delays add(Delays other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  private static int bucket(long millis) {
    double seconds = Math.max(1, millis / 1000.0);
    int bucket = (int) Math.ceil(BUCKETS_PER_DOUBLING * Math.log(seconds) / Math.log(2));
    return Math.min(BUCKETS - 1, bucket);
  }

  /** Mails that were counted. */
  public long count() {
    long count = 0;
    for (long one : counts) {
      count += one;
    }
    return count;
  }

  /**
   * Within how long so many of the mails were accepted, milliseconds, a fifth too much at most; at
   * least a second; empty when there was no mail.
   *
   * @param share 0 to 1
   */
  public OptionalLong percentile(double share) {
    long wanted = (long) Math.ceil(share * count());
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts[i];
      if (seen > 0 && seen >= wanted) {
        return OptionalLong.of(Math.round(1000 * Math.pow(2, (double) i / BUCKETS_PER_DOUBLING)));
      }
    }
    return OptionalLong.empty();
  }

  byte[] toBytes() {
    BinaryWriter out = new BinaryWriter(VERSION);
    int last = BUCKETS;
    while (last > 0 && counts[last - 1] == 0) {
      last--;
    }
    out.writeVarLong(last);
    for (int i = 0; i < last; i++) {
      out.writeVarLong(counts[i]);
    }
    return out.toBytes();
  }

  static Delays of(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    Delays delays = new Delays();
    int last = in.readVarInt();
    for (int i = 0; i < last; i++) {
      delays.counts[i] = in.readVarLong();
    }
    return delays;
  }
}
