package dev.todoku.bounce.aggregate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** A report out of its gzip or zip file, recognized by its first bytes. */
final class Unpacked extends InputStream {
  /** Far above genuine reports: the largest ones have some ten thousand rows. */
  static final long MOST_BYTES = 32L * 1024 * 1024;

  private final InputStream in;
  private long left = MOST_BYTES;

  private Unpacked(InputStream in) {
    this.in = in;
  }

  /**
   * What {@code file} holds; the first entry of a zip file. At most {@link #MOST_BYTES} of it can
   * be read.
   *
   * @throws IOException when it is no valid file of its kind
   */
  static InputStream of(byte[] file) throws IOException {
    InputStream bytes = new ByteArrayInputStream(file);
    if (startsWith(file, 0x1f, 0x8b)) {
      return new Unpacked(new GZIPInputStream(bytes));
    }
    if (startsWith(file, 'P', 'K')) {
      ZipInputStream zip = new ZipInputStream(bytes);
      if (zip.getNextEntry() == null) {
        throw new IOException("the zip file holds no file");
      }
      return new Unpacked(zip);
    }
    return bytes;
  }

  private static boolean startsWith(byte[] file, int first, int second) {
    return file.length > 2 && (file[0] & 0xff) == first && (file[1] & 0xff) == second;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = in.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
