package dev.todoku.collect.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the logs that are meant by names and patterns; back files belong to their log. */
public final class LogNames {
  private LogNames() {}

  /**
   * The logs, by the names under which they are written. A name without a pattern is one whether
   * there is such a file or not.
   *
   * @param names paths, of which the last part may have {@code *}, {@code ?}, {@code [}…{@code ]}
   *     or <code>{</code>…<code>}</code>
   */
  public static SortedSet<Path> find(Collection<String> names) throws IOException {
    SortedSet<Path> logs = new TreeSet<>();
    for (String name : names) {
      Path path = Path.of(name).toAbsolutePath().normalize();
      if (!isPattern(name)) {
        logs.add(logOf(path));
      } else if (Files.isDirectory(path.getParent())) {
        try (DirectoryStream<Path> found =
            Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
          found.forEach(file -> logs.add(logOf(file)));
        }
      }
    }
    return logs;
  }

  /** Whether {@code name} stands for any number of files. */
  public static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static Path logOf(Path file) {
    return file.resolveSibling(RotationNames.logOf(file.getFileName().toString()));
  }
}
