package dev.todoku.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether a disk is full. Whoever could not write may have given back what it had when somebody
 * looks: what it said counts, too.
 */
final class FullDisk {
  /** Bytes. A broker that finds less may have failed to write a batch of records. */
  private static final long LEAST_ROOM = 8L * 1024 * 1024;

  /** ENOSPC, as the C library puts it; RocksDB and the JDK pass it on. */
  private static final String NO_SPACE = "No space left on device";

  private FullDisk() {}

  /** Whether that of {@code directory} is full now; not where it cannot be asked. */
  static boolean isAt(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < LEAST_ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether {@code error}, or what caused it, says so. */
  static boolean isSaidBy(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
        return true;
      }
    }
    return false;
  }
}
