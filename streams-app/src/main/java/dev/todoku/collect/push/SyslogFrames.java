package dev.todoku.collect.push;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a syslog connection into messages by both framings of RFC 6587: octet counting, {@code "52
 * <34>1 2026…"}, and a line feed behind each message. Which one it is is seen anew at each message.
 */
final class SyslogFrames {
  /** More digits would be more than any message. */
  private static final int MOST_DIGITS = 8;

  private final InputStream in;
  private final int maxLength;

  /**
   * Over a connection.
   *
   * @param maxLength longest message in bytes; of a longer one the end is left out
   */
  SyslogFrames(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The next message, null at the end. */
  byte @Nullable [] next() throws IOException {
    int first = in.read();
    while (first == '\n' || first == '\r' || first == 0) {
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    // A message without a priority may begin with a year, RFC 3339; a count ends with a blank.
    return first >= '1' && first <= '9' ? countedOrLine(first) : line(start(first));
  }

  private byte[] countedOrLine(int first) throws IOException {
    ByteArrayOutputStream digits = start(first);
    int next = in.read();
    while (next >= '0' && next <= '9' && digits.size() < MOST_DIGITS) {
      digits.write(next);
      next = in.read();
    }
    if (next == ' ') {
      return counted(Integer.parseInt(digits.toString(java.nio.charset.StandardCharsets.US_ASCII)));
    }
    if (next >= 0 && next != '\n') {
      digits.write(next);
      return line(digits);
    }
    return digits.toByteArray();
  }

  private byte[] counted(int length) throws IOException {
    byte[] message = in.readNBytes(Math.min(length, maxLength));
    long rest = (long) length - message.length;
    if (message.length < Math.min(length, maxLength)) {
      throw new EOFException("the connection broke within a message");
    }
    in.skipNBytes(rest);
    return message;
  }

  private byte[] line(ByteArrayOutputStream line) throws IOException {
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() < maxLength) {
        line.write(b);
      }
    }
    byte[] bytes = line.toByteArray();
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
      end--;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

  private static ByteArrayOutputStream start(int first) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    line.write(first);
    return line;
  }
}
