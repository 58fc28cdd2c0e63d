package dev.todoku.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDirTest {
  private static final Map<String, String> HOME = Map.of("HOME", "/home/mika");

  @Test
  void followsTheXdgVariableWhenItIsAbsolute() {
    assertThat(StateDir.of("", Map.of("HOME", "/h", "XDG_STATE_HOME", "/var/state")))
        .isEqualTo(Path.of("/var/state/todoku"));
    assertThat(StateDir.of("", Map.of("HOME", "/h", "XDG_STATE_HOME", "state")))
        .isEqualTo(Path.of("/h/.local/state/todoku"));
  }

  @Test
  void readsATildeAsTheHomeDirectory() {
    assertThat(StateDir.of("~/mail/state", HOME)).isEqualTo(Path.of("/home/mika/mail/state"));
    assertThat(StateDir.of("/srv/state", HOME)).isEqualTo(Path.of("/srv/state"));
  }
}
