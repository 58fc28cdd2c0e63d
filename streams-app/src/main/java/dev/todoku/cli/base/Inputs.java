package dev.todoku.cli.base;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the files that were named, and those in the directories that were. */
public final class Inputs {
  private static final String STANDARD_INPUT = "-";

  /** Where a mail server writes messages that are not complete yet. */
  private static final String MAILDIR_TMP = "tmp";

  private Inputs() {}

  /**
   * The files, in the order of their names within a directory.
   *
   * @param now time of the standard input, in milliseconds since 1970
   * @throws Failure when one cannot be read
   */
  public static List<Input> find(List<String> names, long now) {
    List<Input> found = new ArrayList<>();
    for (String name : names) {
      try {
        if (name.equals(STANDARD_INPUT)) {
          found.add(Input.standardInput(now));
        } else if (Files.isDirectory(Path.of(name))) {
          found.addAll(inDirectory(Path.of(name)));
        } else {
          found.add(Input.of(readable(Path.of(name)), true));
        }
      } catch (IOException e) {
        throw Failure.of(e, "file.unreadable", name, String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  private static Path readable(Path path) {
    if (!Files.isReadable(path)) {
      throw Failure.of(Files.exists(path) ? "file.noPermission" : "file.none", path);
    }
    return path;
  }

  private static List<Input> inDirectory(Path top) throws IOException {
    List<Input> found = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped =
                !directory.equals(top) && (isHidden(directory) || directory.endsWith(MAILDIR_TMP));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && !isHidden(file)) {
              found.add(Input.of(readable(file), false));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(Input::path));
    return found;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }
}
