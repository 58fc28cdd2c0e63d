package dev.todoku.collect.file;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is read of a file into lines. A line that is not complete waits for its end.
 *
 * <p>Never holds more of a line than allowed, however long it is.
 */
final class LineBuffer {
  /**
   * A line without its end.
   *
   * @param bytes null when it is too long
   * @param end where the next line begins in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Line(byte @Nullable [] bytes, long end) {}

  private final int maxLength;
  private final Deque<Line> lines = new ArrayDeque<>();
  private byte[] partial = {};
  private boolean partialTooLong;
  private long at;

  /**
   * @param maxLength longest line in bytes
   */
  LineBuffer(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Forgets everything; what comes next stands at {@code offset} of a file. */
  void restart(long offset) {
    lines.clear();
    partial = new byte[] {};
    partialTooLong = false;
    at = offset;
  }

  /** Adds what was read next. */
  void add(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        extend(bytes, from, i);
        at += i + 1 - from;
        complete();
        from = i + 1;
      }
    }
    extend(bytes, from, length);
    at += length - from;
  }

  /** The file is over: what has no end is a line, too. */
  void end() {
    if (partial.length > 0 || partialTooLong) {
      complete();
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  Line next() {
    return lines.poll();
  }

  private void extend(byte[] bytes, int from, int to) {
    if (from == to || partialTooLong) {
      return;
    }
    if (partial.length + (to - from) > maxLength + 1) {
      partialTooLong = true;
      partial = new byte[] {};
      return;
    }
    int before = partial.length;
    partial = Arrays.copyOf(partial, before + to - from);
    System.arraycopy(bytes, from, partial, before, to - from);
  }

  private void complete() {
    int length = partial.length;
    boolean hasReturn = length > 0 && partial[length - 1] == '\r';
    byte[] line = hasReturn ? Arrays.copyOf(partial, length - 1) : partial;
    lines.add(new Line(partialTooLong || line.length > maxLength ? null : line, at));
    partial = new byte[] {};
    partialTooLong = false;
  }
}
