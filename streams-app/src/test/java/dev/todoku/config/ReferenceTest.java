package dev.todoku.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  @Test
  void theCommittedPageIsCurrent() throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md")))
        .as("write it anew with: ./todoku config > docs/configuration.md")
        .isEqualTo(TodokuConfig.help());
  }

  @Test
  void documentsEveryKeyInASentence() {
    assertThat(TodokuConfig.DEFINITIONS.configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).endsWith(".").hasSizeGreaterThan(30));
  }
}
