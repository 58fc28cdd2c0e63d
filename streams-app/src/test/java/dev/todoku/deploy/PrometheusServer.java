package dev.todoku.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.kafka.Directories;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that scrapes every second. Skips the test where there is none. */
public final class PrometheusServer implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path dir;
  private final int port;

  private PrometheusServer(Process process, Path dir, int port) {
    this.process = process;
    this.dir = dir;
    this.port = port;
  }

  /** Scrapes instances on this machine with the rules that are deployed. */
  public static PrometheusServer scraping(int... instances) throws IOException {
    Path program = Path.of("/usr/bin/prometheus");
    assumeTrue(Files.isExecutable(program), "no Prometheus here: apt install prometheus");
    Path dir = Files.createTempDirectory("todoku-prometheus");
    int port = freePort();
    String targets =
        Arrays.stream(instances)
            .mapToObj(instance -> "'127.0.0.1:" + instance + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    Path rules = Dashboards.DEPLOY.resolve("prometheus/rules.yml").toRealPath();
    Files.writeString(
        dir.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: todoku
            static_configs: [{targets: %s}]
        """
            .formatted(rules, targets));
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + dir.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + dir.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    return new PrometheusServer(process, dir, port);
  }

  /** What an expression comes to now; empty when Prometheus is not up yet. */
  public JsonNode query(String expression) throws InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    URI address = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + query);
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? JsonMapper.shared().readTree(answer.body()).at("/data/result")
          : JsonMapper.shared().createArrayNode();
    } catch (IOException notUpYet) {
      return JsonMapper.shared().createArrayNode();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              Directories.delete(dir);
              return true;
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
