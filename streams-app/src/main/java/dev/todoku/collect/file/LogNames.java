package dev.todoku.collect.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the logs that are meant by names and patterns; back files belong to their log. */
public final class LogNames {
  private LogNames() {}

  /**
   * The logs, by the names under which they are written. A name without a pattern is one whether
   * there is such a file or not.
   *
   * @param names paths, whose parts may have {@code *}, {@code ?}, {@code [}…{@code ]} or <code>{
   *     </code>…<code>}</code>
   */
  public static SortedSet<Path> find(Collection<String> names) throws IOException {
    SortedSet<Path> logs = new TreeSet<>();
    for (String name : names) {
      Path path = Path.of(name).toAbsolutePath().normalize();
      if (!isPattern(name)) {
        logs.add(logOf(path));
      } else {
        matching(path).forEach(file -> logs.add(logOf(file)));
      }
    }
    return logs;
  }

  /** What is there by a path whose parts may be patterns. */
  private static List<Path> matching(Path pattern) throws IOException {
    Path parent = pattern.getParent();
    if (parent == null) {
      return List.of(pattern);
    }
    List<Path> found = new ArrayList<>();
    for (Path directory : isPattern(parent.toString()) ? matching(parent) : List.of(parent)) {
      if (Files.isDirectory(directory)) {
        found.addAll(in(directory, pattern.getFileName().toString()));
      }
    }
    return found;
  }

  /** A directory that is not to be read holds none of those that a pattern asks for. */
  private static List<Path> in(Path directory, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> named = Files.newDirectoryStream(directory, pattern)) {
      named.forEach(found::add);
    } catch (AccessDeniedException e) {
      return List.of();
    }
    return found;
  }

  /** Whether {@code name} stands for any number of files. */
  public static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** The name of the log of which a file of this name is a back file; the same when it is none. */
  public static String logOf(String fileName) {
    return RotationNames.logOf(fileName);
  }

  private static Path logOf(Path file) {
    return file.resolveSibling(RotationNames.logOf(file.getFileName().toString()));
  }
}
