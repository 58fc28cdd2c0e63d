package dev.todoku.cli.base;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts bytes that were read, over several streams. */
public final class ByteCounter {
  private long bytes;

  /** So many bytes. */
  public long bytes() {
    return bytes;
  }

  void add(long more) {
    bytes += more;
  }

  InputStream count(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        add(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        add(Math.max(0, n));
        return n;
      }
    };
  }
}
