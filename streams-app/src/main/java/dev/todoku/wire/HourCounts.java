package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/** The binary form of counts by hour, hours counted since 1970; a count may be negative. */
public final class HourCounts {
  private HourCounts() {}

  /** Writes what {@link #read} reads. */
  public static void write(BinaryWriter out, SortedMap<Long, Long> counts) {
    out.writeVarLong(counts.size());
    counts.forEach((hour, count) -> out.writeVarLong(hour).writeSigned(count));
  }

  /** Reads what {@link #write} wrote. */
  public static SortedMap<Long, Long> read(BinaryReader in) {
    SortedMap<Long, Long> counts = new TreeMap<>();
    for (int hours = in.readVarInt(); hours > 0; hours--) {
      counts.put(in.readVarLong(), in.readSigned());
    }
    return counts;
  }
}
