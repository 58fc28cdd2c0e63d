package dev.todoku.bounce;

import java.util.Arrays;

/**
 * Transfer encodings of bodies (RFC 2045 section 6). What is broken is decoded as far as it makes
 * sense: the decoders of libraries give up on it, or take a byte at a time.
 */
final class TransferEncoding {
  /** The value of each digit of base64, -1 for other bytes. */
  private static final byte[] SIX_BITS = sixBits();

  private TransferEncoding() {}

  /** What the bytes between {@code from} and {@code to} stand for, {@code most} of it. */
  static byte[] base64(byte[] bytes, int from, int to, int most) {
    byte[] decoded = new byte[Math.min((to - from) / 4 * 3 + 3, most)];
    int length = 0;
    int bits = 0;
    int count = 0;
    for (int at = from; at < to && length < decoded.length && bytes[at] != '='; at++) {
      int value = bytes[at] < 0 ? -1 : SIX_BITS[bytes[at]];
      if (value >= 0) {
        bits = bits << 6 | value;
        count += 6;
        if (count >= 8) {
          count -= 8;
          decoded[length++] = (byte) (bits >> count);
        }
      }
    }
    return Arrays.copyOf(decoded, length);
  }

  private static byte[] sixBits() {
    byte[] values = new byte[0x80];
    Arrays.fill(values, (byte) -1);
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < digits.length(); i++) {
      values[digits.charAt(i)] = (byte) i;
    }
    return values;
  }

  /** What the bytes between {@code from} and {@code to} stand for, {@code most} of it. */
  static byte[] quotedPrintable(byte[] bytes, int from, int to, int most) {
    byte[] decoded = new byte[Math.min(to - from, most)];
    int length = 0;
    // White space at the end of a line is none of the text, unless it is encoded.
    int encodedEnd = 0;
    for (int at = from; at < to && length < decoded.length; at++) {
      byte b = bytes[at];
      if (b == '=') {
        int value = value(bytes, at + 1, to);
        if (value >= 0) {
          decoded[length++] = (byte) value;
          encodedEnd = length;
          at += 2;
          continue;
        }
        int lineEnd = lineEnd(bytes, at + 1, to);
        if (lineEnd >= 0) {
          at = lineEnd;
          encodedEnd = length;
          continue;
        }
      } else if (b == '\n' || (b == '\r' && at + 1 < to && bytes[at + 1] == '\n')) {
        while (length > encodedEnd && isBlank(decoded[length - 1])) {
          length--;
        }
      }
      decoded[length++] = b;
    }
    return Arrays.copyOf(decoded, length);
  }

  /** The line feed that only white space separates from {@code from}; -1 when another byte does. */
  private static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (isBlank(bytes[at]) || bytes[at] == '\r')) {
      at++;
    }
    return at < to && bytes[at] == '\n' ? at : -1;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The byte that two hexadecimal digits stand for, -1 when they are none. */
  private static int value(byte[] bytes, int from, int to) {
    if (from + 1 >= to) {
      return -1;
    }
    int high = fourBits(bytes[from]);
    int low = fourBits(bytes[from + 1]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /** The value of a hexadecimal digit, -1 for other bytes. */
  private static int fourBits(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
