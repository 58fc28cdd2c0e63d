package dev.todoku.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
  @TempDir Path dir;

  @Test
  void anInstanceKeepsItsNameAcrossRestarts() {
    Path stateDir = dir.resolve("state");
    assertThat(InstanceId.in(stateDir, "todoku"))
        .matches("[0-9a-f-]{36}")
        .isEqualTo(InstanceId.in(stateDir, "todoku"));
  }

  @Test
  void instancesWithOtherStateHaveOtherNames() {
    assertThat(InstanceId.in(dir.resolve("a"), "todoku"))
        .isNotEqualTo(InstanceId.in(dir.resolve("b"), "todoku"));
  }

  @Test
  void applicationsThatShareADirectoryHaveOtherNames() {
    assertThat(InstanceId.in(dir, "todoku")).isNotEqualTo(InstanceId.in(dir, "other"));
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatThrownBy(() -> InstanceId.in(file.resolve("state"), "todoku"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("todoku.instance-id");
  }
}
