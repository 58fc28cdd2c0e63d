package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/** A number as a value of the index. */
final class IndexNumber {
  private static final int VERSION = 1;

  private IndexNumber() {}

  static byte[] of(long number) {
    return new BinaryWriter(VERSION).writeFixedLong(number).toBytes();
  }

  static long in(byte[] bytes) {
    return new BinaryReader(bytes, VERSION).readFixedLong();
  }
}
