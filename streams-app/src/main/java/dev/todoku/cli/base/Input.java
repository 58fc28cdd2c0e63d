package dev.todoku.cli.base;

import dev.todoku.collect.file.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * Its content, unpacked where it is packed with gzip or zstd.
   *
   * @param counter counts the bytes as they are stored
   */
  public InputStream open(ByteCounter counter) throws IOException {
    InputStream stored = path == null ? System.in : Files.newInputStream(path);
    return Packing.unpacked(counter.count(stored));
  }
}
