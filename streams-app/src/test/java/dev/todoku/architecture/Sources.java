package dev.todoku.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The main sources of all modules, as text. Tests run in the folder of their module. */
final class Sources {
  private static final Pattern COMMENTS_AND_TEXTS =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

  private Sources() {}

  /** The files of all modules, which lie beside each other. */
  static List<Path> files() {
    return in("src/main/java").toList();
  }

  /** The files of all modules with those of their tests. */
  static List<Path> withTests() {
    return Stream.concat(in("src/main/java"), in("src/test/java")).toList();
  }

  private static Stream<Path> in(String sources) {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve(sources))
          .filter(Files::isDirectory)
          .sorted()
          .flatMap(Sources::below)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files whose code, without comments and texts, is as {@code broken} says. */
  static List<Path> where(Predicate<String> broken) {
    return files().stream().filter(file -> broken.test(code(file))).toList();
  }

  /** What a file says without comments and texts. */
  static String code(Path file) {
    return COMMENTS_AND_TEXTS.matcher(read(file)).replaceAll(" ");
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
