package dev.todoku.collect.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a log is packed, by its first bytes: as logrotate packs it, or as KumoMTA writes it. */
public enum Packing {
  NONE,
  /** RFC 1952. */
  GZIP,
  /** RFC 8878. */
  ZSTD;

  private static final int BUFFER = 64 * 1024;
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /** The packing of what follows in {@code in}, of which nothing is taken. */
  static Packing of(BufferedInputStream in) throws IOException {
    in.mark(ZSTD_MAGIC.length);
    byte[] begin = in.readNBytes(ZSTD_MAGIC.length);
    in.reset();
    if (begins(begin, ZSTD_MAGIC)) {
      return ZSTD;
    }
    return begins(begin, GZIP_MAGIC) ? GZIP : NONE;
  }

  private static boolean begins(byte[] bytes, byte[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || bytes[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text of a log, packed or not. What is packed and ends too early throws {@link
   * EOFException}; what is damaged throws {@link ZipException}.
   */
  public static InputStream unpacked(InputStream stored) throws IOException {
    return unpacked(buffered(stored));
  }

  /** As large a buffer as reading a log wants. */
  static BufferedInputStream buffered(InputStream stored) {
    return new BufferedInputStream(stored, BUFFER);
  }

  /** The same where the packing was looked at before. */
  static InputStream unpacked(BufferedInputStream in) throws IOException {
    return switch (of(in)) {
      case NONE -> in;
      case GZIP -> new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
      case ZSTD -> new BufferedInputStream(new Zstd(in), BUFFER);
    };
  }

  /** Fails as the JDK's own streams do. */
  private static final class Zstd extends FilterInputStream {
    Zstd(InputStream in) throws IOException {
      super(new ZstdInputStreamNoFinalizer(in));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      try {
        return super.read(into, from, most);
      } catch (ZstdIOException e) {
        boolean isCut = String.valueOf(e.getMessage()).startsWith("Truncated");
        IOException same =
            isCut ? new EOFException(e.getMessage()) : new ZipException(e.getMessage());
        same.initCause(e);
        throw same;
      }
    }
  }
}
