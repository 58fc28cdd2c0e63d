package dev.todoku.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every package says of everything whether it may be null; the compiler holds them to it. */
class NullMarkedTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void allPackagesAre() throws IOException {
    Set<Path> unmarked = new TreeSet<>();
    for (Path file : Sources.files()) {
      if (!isMarked(file.getParent())) {
        unmarked.add(ROOT.relativize(file.toAbsolutePath().normalize()).getParent());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  private static boolean isMarked(Path folder) throws IOException {
    Path file = folder.resolve("package-info.java");
    return Files.exists(file) && Files.readString(file).contains("\n@NullMarked\npackage ");
  }
}
