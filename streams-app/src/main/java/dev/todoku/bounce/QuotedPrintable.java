package dev.todoku.bounce;

import java.util.Arrays;

/**
 * The transfer encoding quoted-printable (RFC 2045 section 6.7). Mime4j's reads a byte at a time
 * and took as long as all the rest of taking a message apart.
 */
final class QuotedPrintable {
  private QuotedPrintable() {}

  /**
   * What the bytes between {@code from} and {@code to} stand for, {@code most} of it; what is
   * broken stays as it is.
   */
  static byte[] decode(byte[] bytes, int from, int to, int most) {
    byte[] decoded = new byte[Math.min(to - from, most)];
    int length = 0;
    // White space at the end of a line is none of the text, unless it is encoded.
    int encodedEnd = 0;
    for (int at = from; at < to && length < decoded.length; at++) {
      byte b = bytes[at];
      if (b == '=') {
        int lineEnd = lineEnd(bytes, at + 1, to);
        int value = value(bytes, at + 1, to);
        if (lineEnd >= 0) {
          at = lineEnd;
          encodedEnd = length;
          continue;
        }
        if (value >= 0) {
          decoded[length++] = (byte) value;
          encodedEnd = length;
          at += 2;
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
    while (at < to && isBlank(bytes[at])) {
      at++;
    }
    return at < to && bytes[at] == '\n' ? at : -1;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** The byte that two hexadecimal digits stand for, -1 when they are none. */
  private static int value(byte[] bytes, int from, int to) {
    if (from + 1 >= to) {
      return -1;
    }
    int high = Character.digit(bytes[from], 16);
    int low = Character.digit(bytes[from + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
