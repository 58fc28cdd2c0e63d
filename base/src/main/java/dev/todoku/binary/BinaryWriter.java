package dev.todoku.binary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to a growing buffer. Every form starts with a version byte, so that a later layout
 * can recognise an earlier one; integers are LEB128, as in Protocol Buffers.
 */
public final class BinaryWriter {
  private static final int TYPICAL_SIZE = 160;

  private byte[] buffer = new byte[TYPICAL_SIZE];
  private int size;

  public BinaryWriter(int version) {
    writeByte(version);
  }

  public BinaryWriter writeByte(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** Writes a value that is small and not negative in few bytes; negative ones take ten. */
  public BinaryWriter writeVarLong(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Writes a value that is near zero on either side in few bytes. */
  public BinaryWriter writeSigned(long value) {
    return writeVarLong((value << 1) ^ (value >> 63));
  }

  public BinaryWriter writeFixedLong(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public BinaryWriter writeDouble(double value) {
    return writeFixedLong(Double.doubleToLongBits(value));
  }

  /** Writes a string that may be null. */
  public BinaryWriter writeString(@Nullable String value) {
    if (value == null) {
      return writeVarLong(0);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return writeVarLong(utf8.length + 1L).writeRaw(utf8);
  }

  public BinaryWriter writeBytes(byte[] value) {
    return writeVarLong(value.length).writeRaw(value);
  }

  private BinaryWriter writeRaw(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
