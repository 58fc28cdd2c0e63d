package dev.todoku.collect.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The beginning of a log, by which it is known again when it has been renamed, copied or
 * compressed: the stamp and text of its first lines, which no other log has.
 *
 * @param bytes unpacked, {@link #LENGTH} at most
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content.
record Head(byte[] bytes) {
  /** Some lines. */
  static final int LENGTH = 1024;

  /** What {@code log} begins with. */
  static Head of(InputStream log) throws IOException {
    return new Head(log.readNBytes(LENGTH));
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Whether both are of one log, of which one may have grown. */
  boolean isSameLog(Head other) {
    int common = Math.min(bytes.length, other.bytes.length);
    return common > 0 && Arrays.equals(bytes, 0, common, other.bytes, 0, common);
  }

  /** Whether this is the log of which {@code length} bytes had this {@code hash}. */
  boolean begins(int length, String hash) {
    return length > 0 && bytes.length >= length && hash(length).equals(hash);
  }

  /** The hash of the first {@code length} bytes, in hexadecimal digits. */
  String hash(int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The first line, as far as it is here. */
  byte[] firstLine() {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Head head && Arrays.equals(bytes, head.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(firstLine(), StandardCharsets.UTF_8);
  }
}
