package dev.todoku.bounce;

/** The ends of a message's lines. Some old servers and archives end them with CR alone. */
final class LineEnds {
  private LineEnds() {}

  /** {@code message} itself where it has any LF; else a copy with LF for CR. */
  static byte[] of(byte[] message) {
    boolean hasReturn = false;
    for (byte b : message) {
      if (b == '\n') {
        return message;
      }
      hasReturn |= b == '\r';
    }
    if (!hasReturn) {
      return message;
    }
    byte[] lines = message.clone();
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i] == '\r' ? (byte) '\n' : lines[i];
    }
    return lines;
  }
}
