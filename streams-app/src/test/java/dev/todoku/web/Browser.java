package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.todoku.kafka.Directories;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven over its DevTools protocol. Skips the test where there is none. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LISTENING = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path profile;
  private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private WebSocket page;
  private int number;

  private Browser(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  static Browser open() throws Exception {
    Optional<Path> program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "no Chromium to test the page with: apt install chromium");
    Path profile = Files.createTempDirectory("todoku-browser");
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser = new Browser(process, profile);
    browser.connect();
    return browser;
  }

  private void connect() throws Exception {
    String tab =
        HTTP.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + "/json/new?about:blank"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString())
            .body();
    String address = JsonMapper.shared().readTree(tab).get("webSocketDebuggerUrl").stringValue();
    page = HTTP.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).get();
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  /** Chromium says on stderr where it listens. */
  private String port() throws IOException {
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread reader = new Thread(() -> err.lines().forEach(rest -> {}), "browser-stderr");
        reader.setDaemon(true);
        reader.start();
        return listening.group(1);
      }
    }
    throw new IOException("Chromium ended without listening");
  }

  void go(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
  }

  /** Runs a statement in the page. */
  JsonNode run(String script) throws Exception {
    JsonNode answer = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    assertThat(answer.has("exceptionDetails")).as("%s: %s", script, answer).isFalse();
    return answer.at("/result/value");
  }

  /** Waits until an expression is true; while the page loads there may be nothing to ask. */
  void await(String condition) {
    Awaitility.await(condition)
        .atMost(PATIENCE)
        .until(
            () ->
                run("(() => { try { return !!(" + condition + ") } catch { return false } })()")
                    .asBoolean());
  }

  /** Text of the first element that a selector finds. */
  String text(String selector) throws Exception {
    return run("document.querySelector('" + selector + "').textContent").stringValue();
  }

  /** What the page's scripts failed at. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
    int id = ++number;
    page.sendText(
            JsonMapper.shared()
                .writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
            true)
        .get();
    while (true) {
      JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(answer).as("an answer to %s", method).isNotNull();
      if (answer.path("id").asInt() == id) {
        return answer.get("result");
      }
    }
  }

  @Override
  public void close() {
    page.abort();
    process.destroy();
    process.onExit().join();
    // Helpers of Chromium write to the profile while they end.
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              Directories.delete(profile);
              return true;
            });
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JsonMapper.shared().readTree(text.toString());
        text.setLength(0);
        if (message.path("method").asString("").equals("Runtime.exceptionThrown")) {
          problems.add(message.toString());
        }
        answers.add(message);
      }
      socket.request(1);
      return null;
    }
  }
}
