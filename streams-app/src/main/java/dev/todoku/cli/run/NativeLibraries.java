package dev.todoku.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of RocksDB and lz4, 15 MB, which each process unpacks to the temporary
 * directory. They delete themselves when a JVM ends by itself; one that is halted leaves them, and
 * a service that is restarted daily would fill its disk.
 */
public final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
  private static final List<String> NAMES = List.of("librocksdbjni", "liblz4-java");

  /** Linux lists there the files that a process has mapped, libraries among them. */
  private static final Path MAPS = Path.of("/proc/self/maps");

  private NativeLibraries() {}

  /** Deletes what this process has unpacked; it stays loaded. Elsewhere than on Linux, nothing. */
  public static void deleteUnpacked() {
    if (!Files.isReadable(MAPS)) {
      return;
    }
    try {
      for (Path library : unpacked(Files.readAllLines(MAPS), temporary())) {
        Files.deleteIfExists(library);
        Files.deleteIfExists(library.resolveSibling(library.getFileName() + ".lck"));
      }
    } catch (IOException e) {
      LOG.warn("unpacked native libraries stay behind: {}", e.toString());
    }
  }

  /**
   * The libraries among mapped files that were unpacked.
   *
   * @param maps lines as in {@code /proc/self/maps}: the path is what follows the fifth blank
   * @param temporary where libraries are unpacked to
   */
  static Set<Path> unpacked(List<String> maps, Path temporary) {
    return maps.stream()
        .map(line -> line.split("\\s+", 6))
        .filter(fields -> fields.length == 6 && fields[5].startsWith("/"))
        .map(fields -> Path.of(fields[5]))
        .filter(path -> temporary.equals(path.getParent()))
        .filter(path -> NAMES.stream().anyMatch(path.getFileName().toString()::startsWith))
        .collect(Collectors.toSet());
  }

  private static Path temporary() throws IOException {
    return Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
  }
}
