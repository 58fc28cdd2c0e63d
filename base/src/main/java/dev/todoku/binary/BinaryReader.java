package dev.todoku.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BinaryWriter} wrote, in the same order. */
public final class BinaryReader {
  private final byte[] buffer;
  private final int version;
  private int at;

  /**
   * Begins to read.
   *
   * @param newestKnown the newest version of this form that the caller understands
   * @throws IllegalArgumentException when the bytes were written by a newer Todoku
   */
  public BinaryReader(byte[] buffer, int newestKnown) {
    this.buffer = buffer;
    version = readByte();
    if (version > newestKnown) {
      throw new IllegalArgumentException(
          "binary form of version " + version + "; this Todoku knows up to " + newestKnown);
    }
  }

  /** The version of the form that is read. */
  public int version() {
    return version;
  }

  public int readByte() {
    return buffer[at++] & 0xff;
  }

  public long readVarLong() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte b = buffer[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  public int readVarInt() {
    return (int) readVarLong();
  }

  public long readSigned() {
    long raw = readVarLong();
    return (raw >>> 1) ^ -(raw & 1);
  }

  public long readFixedLong() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (buffer[at++] & 0xff);
    }
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readFixedLong());
  }

  /** Reads a string where null is never written. */
  public String readRequired() {
    return Objects.requireNonNull(readString());
  }

  /** Reads a string, or null where null was written. */
  public @Nullable String readString() {
    int length = readVarInt() - 1;
    if (length < 0) {
      return null;
    }
    String value = new String(buffer, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  public byte[] readBytes() {
    int length = readVarInt();
    byte[] value = Arrays.copyOfRange(buffer, at, at + length);
    at += length;
    return value;
  }
}
