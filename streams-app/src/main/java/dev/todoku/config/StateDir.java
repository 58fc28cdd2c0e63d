package dev.todoku.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where local state goes, after the XDG Base Directory Specification. */
final class StateDir {
  private StateDir() {}

  static Path of(@Nullable String configured, Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    if (configured == null || configured.isBlank()) {
      String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
      // Relative paths in this variable are invalid and to be ignored, says the specification.
      Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/state");
      return base.resolve("todoku");
    }
    return configured.startsWith("~/")
        ? home.resolve(configured.substring(2))
        : Path.of(configured).toAbsolutePath();
  }
}
