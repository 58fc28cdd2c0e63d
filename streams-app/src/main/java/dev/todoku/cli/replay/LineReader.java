package dev.todoku.cli.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines as bytes, without their ends. Never holds more of a line than allowed, however long
 * it is.
 */
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final int maxLength;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private long number;
  private boolean tooLong;

  /**
   * @param maxLength longest line in bytes
   */
  LineReader(InputStream in, int maxLength) {
    this.in = in;
    this.maxLength = maxLength;
  }

  /** The next line, cut where it is too long; null at the end. */
  byte @Nullable [] next() throws IOException {
    if (from == to && !fill()) {
      return null;
    }
    number++;
    tooLong = false;
    int end = lineFeed();
    if (end < to) {
      // Nearly always the whole line is in the buffer.
      byte[] line = cut(buffer, from, end);
      from = end + 1;
      return line;
    }
    return acrossBuffers();
  }

  /** Which line {@link #next} gave last, from 1. */
  long number() {
    return number;
  }

  /** Whether that line was cut. */
  boolean wasTooLong() {
    return tooLong;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] acrossBuffers() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2 * BUFFER);
    int end;
    do {
      end = lineFeed();
      // One more than allowed shows that a line is too long.
      line.write(buffer, from, Math.min(end - from, maxLength + 1 - line.size()));
      from = Math.min(end + 1, to);
    } while (end == to && fill());
    byte[] whole = line.toByteArray();
    return cut(whole, 0, whole.length);
  }

  /** Index of the next line feed in the buffer, its end when there is none. */
  private int lineFeed() {
    int at = from;
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer, 0, BUFFER));
    return to > 0;
  }

  private byte[] cut(byte[] bytes, int start, int end) {
    tooLong = end - start > maxLength;
    int last = tooLong ? start + maxLength : end;
    boolean hasReturn = last > start && bytes[last - 1] == '\r';
    return Arrays.copyOfRange(bytes, start, hasReturn ? last - 1 : last);
  }
}
