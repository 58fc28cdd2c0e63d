package dev.todoku.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards that are deployed. */
public final class Dashboards {
  /** Of the repository, seen from the module in which tests run. */
  static final Path DEPLOY = Path.of("..", "deploy");

  private Dashboards() {}

  static List<JsonNode> all() throws IOException {
    try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
      return files.sorted().map(Dashboards::read).toList();
    }
  }

  static Stream<JsonNode> panels() throws IOException {
    return all().stream().flatMap(dashboard -> dashboard.get("panels").valueStream());
  }

  /** Every expression of every panel and annotation as Prometheus is asked it. */
  public static List<String> expressions() throws IOException {
    return Stream.concat(
            panels().flatMap(panel -> panel.get("targets").valueStream()),
            all().stream()
                .flatMap(board -> board.at("/annotations/list").valueStream())
                .map(annotation -> annotation.get("target")))
        .map(target -> target.get("expr").stringValue())
        .map(Dashboards::filledIn)
        .distinct()
        .toList();
  }

  private static String filledIn(String expression) {
    return expression
        .replace("$__rate_interval", "1m")
        .replace("$provider", ".*")
        .replace("$source_ip", ".*")
        .replace("$from_domain", ".*")
        .replace("$instance", ".*");
  }

  private static JsonNode read(Path file) {
    return JsonMapper.shared().readTree(file.toFile());
  }
}
