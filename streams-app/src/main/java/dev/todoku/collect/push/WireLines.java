package dev.todoku.collect.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of a protocol, without their ends. A line that is too long is read and cut. */
final class WireLines {
  private final InputStream in;

  WireLines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line; null at the end.
   *
   * @param maxLength one byte more is kept of a longer line
   */
  byte @Nullable [] next(int maxLength) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    int before = -1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        byte[] bytes = line.toByteArray();
        boolean hasReturn = before == '\r' && bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return hasReturn ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
      }
      if (line.size() <= maxLength) {
        line.write(b);
      }
      before = b;
    }
    return line.size() == 0 ? null : line.toByteArray();
  }
}
