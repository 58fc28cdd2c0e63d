package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * A source of a collector on which nothing has come for longer than is usual for it.
 *
 * @param name the source, as its collector calls it
 * @param since when the last entry was written, milliseconds since 1970
 * @param usual the longest silence that is usual, in milliseconds
 */
public record SilentSource(String name, long since, long usual) {
  /** What the key of one begins with among the positions of collectors. */
  public static final String KEY = "silence:";

  private static final int VERSION = 1;

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return new BinaryWriter(VERSION)
        .writeString(name)
        .writeVarLong(since)
        .writeVarLong(usual)
        .toBytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when a newer Todoku wrote it
   */
  public static SilentSource decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new SilentSource(in.readRequired(), in.readVarLong(), in.readVarLong());
  }
}
