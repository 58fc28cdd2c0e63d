package dev.todoku.mailindex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys of the index: a table, then parts, in an order that bytes keep. */
final class IndexKey {
  private static final int TYPICAL_SIZE = 64;
  private static final byte END = 0;

  private byte[] bytes = new byte[TYPICAL_SIZE];
  private int size;

  private IndexKey() {}

  /** The beginning of all keys of a table. */
  static IndexKey of(IndexTable table) {
    IndexKey key = new IndexKey();
    key.append((byte) table.code());
    return key;
  }

  /** A text, whole. */
  IndexKey text(String text) {
    return beginning(text).append(END);
  }

  /** The beginning of a text: of a prefix to look for, the last part. */
  IndexKey beginning(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b != END) {
        append(b);
      }
    }
    return this;
  }

  /** A number that is not negative; smaller ones come first. */
  IndexKey ascending(long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      append((byte) (number >>> shift));
    }
    return this;
  }

  /** A number that is not negative; larger ones come first. */
  IndexKey descending(long number) {
    return ascending(Long.MAX_VALUE - number);
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private IndexKey append(byte b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = b;
    return this;
  }

  /** Whether {@code key} begins with {@code prefix}. */
  static boolean isIn(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The whole text that begins at a place of a key. */
  static String textAt(byte[] key, int at) {
    int end = at;
    while (key[end] != END) {
      end++;
    }
    return new String(key, at, end - at, StandardCharsets.UTF_8);
  }

  /** The number that ends a key. */
  static long lastNumber(byte[] key) {
    return numberAt(key, key.length - Long.BYTES);
  }

  /** The number at a place of a key. */
  static long numberAt(byte[] key, int at) {
    long number = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      number = (number << 8) | (key[i] & 0xff);
    }
    return number;
  }
}
