package dev.todoku.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names of the main sources of all modules. docs/glossary.md has the words. */
class NamesTest {
  private static final Pattern TELL = Pattern.compile("\\btell[A-Za-z]*\\s*\\(");

  @Test
  void everySimpleClassNameIsUsedOnce() {
    Map<String, List<String>> byName =
        Sources.files().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(
                Collectors.groupingBy(
                    file -> file.getFileName().toString(),
                    TreeMap::new,
                    Collectors.mapping(Path::toString, Collectors.toList())));

    assertThat(byName).hasSizeGreaterThan(500);
    assertThat(byName.values()).filteredOn(files -> files.size() > 1).isEmpty();
  }

  @Test
  void codeReturnsAndPublishesButDoesNotTell() {
    assertThat(Sources.where(code -> TELL.matcher(code).find())).isEmpty();
  }
}
