package dev.todoku.query;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/** Values of state as one instance hands them to another. */
public final class StateBytes {
  private static final int VERSION = 1;

  private StateBytes() {}

  /** Some values as one. */
  public static byte[] join(List<byte[]> values) {
    BinaryWriter out = new BinaryWriter(VERSION).writeVarLong(values.size());
    values.forEach(out::writeBytes);
    return out.toBytes();
  }

  /** The values that {@link #join} made one. */
  public static List<byte[]> split(byte[] joined) {
    BinaryReader in = new BinaryReader(joined, VERSION);
    int count = in.readVarInt();
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(in.readBytes());
    }
    return values;
  }
}
