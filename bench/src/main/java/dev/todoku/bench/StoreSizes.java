package dev.todoku.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Bytes on disk of each store, after it was flushed and closed. */
final class StoreSizes {
  private static final String ROCKSDB = "rocksdb";
  private static final int STORE_DEPTH = 2;

  private StoreSizes() {}

  /**
   * Sums up the tables of each store over all tasks and segments. RocksDB's own log and option
   * files do not grow with the data and are left out.
   */
  static Map<String, Long> under(Path stateDir) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    if (!Files.exists(stateDir)) {
      return sizes;
    }
    try (Stream<Path> files = Files.walk(stateDir)) {
      files
          .filter(file -> file.toString().endsWith(".sst"))
          .forEach(file -> sizes.merge(storeOf(stateDir, file), size(file), Long::sum));
    }
    return sizes;
  }

  /** Key-value stores are at {@code app/task/rocksdb/store}, windows at {@code app/task/store}. */
  private static String storeOf(Path stateDir, Path file) {
    Path inTask = stateDir.relativize(file);
    Path first = inTask.getName(STORE_DEPTH);
    return (first.toString().equals(ROCKSDB) ? inTask.getName(STORE_DEPTH + 1) : first).toString();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
