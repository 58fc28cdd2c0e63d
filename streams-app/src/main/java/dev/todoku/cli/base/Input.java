package dev.todoku.cli.base;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file to read.
 *
 * @param path where it is, null for the standard input
 * @param size in bytes as it is stored, 0 for the standard input
 * @param modifiedAt when it was last written, in milliseconds since 1970
 * @param wasNamed whether it was named, and not found in a directory
 */
public record Input(@Nullable Path path, long size, long modifiedAt, boolean wasNamed) {
  private static final int BUFFER = 64 * 1024;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  public static Input of(Path path, boolean wasNamed) throws IOException {
    return new Input(path, Files.size(path), Files.getLastModifiedTime(path).toMillis(), wasNamed);
  }

  public static Input standardInput(long now) {
    return new Input(null, 0, now, true);
  }

  public boolean isStandardInput() {
    return path == null;
  }

  /** How it is called in messages. */
  public String name() {
    return path == null ? "stdin" : path.toString();
  }

  /** Its name without directories. */
  public String fileName() {
    return path == null ? name() : path.getFileName().toString();
  }

  /**
   * Its content, unpacked where it is packed with gzip.
   *
   * @param counter counts the bytes as they are stored
   */
  public InputStream open(ByteCounter counter) throws IOException {
    InputStream stored = path == null ? System.in : Files.newInputStream(path);
    BufferedInputStream in = new BufferedInputStream(counter.count(stored), BUFFER);
    in.mark(2);
    boolean packed = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    in.reset();
    return packed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }
}
