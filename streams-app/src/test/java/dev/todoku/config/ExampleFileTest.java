package dev.todoku.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {
  @TempDir Path dir;

  @Test
  void asItStandsItSetsNothing() throws IOException {
    Path file = Files.writeString(dir.resolve("todoku.properties"), TodokuConfig.exampleFile());
    assertThat(TodokuConfig.load(file, Map.of(), Map.of()).originals())
        .isEqualTo(TodokuConfig.load(null, Map.of(), Map.of()).originals());
  }

  @Test
  void everyKeyIsInItAtItsDefault() throws IOException {
    String uncommented =
        TodokuConfig.exampleFile()
            .lines()
            .filter(line -> line.matches("#[a-z][a-z.]*=.+"))
            .map(line -> line.substring(1))
            .collect(joining("\n"));
    Path file = Files.writeString(dir.resolve("todoku.properties"), uncommented);
    TodokuConfig uncommentedConfig = TodokuConfig.load(file, Map.of(), Map.of());
    TodokuConfig defaults = TodokuConfig.load(null, Map.of(), Map.of());
    assertThat(TodokuConfig.exampleFile().lines())
        .contains("#bootstrap.servers=localhost:9092", "#num.stream.threads=2");
    assertThat(uncommentedConfig.values()).isEqualTo(defaults.values());
    TodokuConfig.DEFINITIONS
        .names()
        .forEach(key -> assertThat(TodokuConfig.exampleFile()).contains("\n#" + key + "="));
  }
}
