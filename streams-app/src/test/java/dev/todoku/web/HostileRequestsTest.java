package dev.todoku.web;

import static dev.todoku.web.HttpCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.config.TodokuConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {
  private static final String TOKEN = "correct-horse-battery";

  private static WebServer guarded;
  private static WebServer local;

  @BeforeAll
  static void start() {
    guarded = start(Optional.of(TOKEN), 10_000);
    local = start(Optional.empty(), 10_000);
  }

  @AfterAll
  static void stop() {
    guarded.close();
    local.close();
  }

  @Test
  void withoutTheTokenOnlyPageProbesAndMetricsAreOpen() throws Exception {
    HttpCall stranger = call(guarded.port());
    for (String open : new String[] {"/", "/readyz", "/metrics", "/app.js", "/api/openapi.json"}) {
      assertThat(stranger.get(open).statusCode()).as(open).isEqualTo(200);
    }
    for (String closed : new String[] {"/api/providers", "/state/message", "/nothing"}) {
      var answer = stranger.get(closed);
      assertThat(answer.statusCode()).as(closed).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(answer.body()).startsWith("{\"error\":\"send a token").doesNotContain(TOKEN);
    }
    assertThat(stranger.token(TOKEN + "x").get("/api/providers").statusCode()).isEqualTo(401);
    assertThat(stranger.token(TOKEN).get("/api/providers").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /../../etc/passwd HTTP/1.1",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        "GET /..%2f..%2fetc%2fpasswd HTTP/1.1",
        "GET //etc/passwd HTTP/1.1",
        "GET /page/../../openapi.json HTTP/1.1",
        "GET /app.js%00.html HTTP/1.1",
      })
  void pathsLeadNowhereElse(String request) throws Exception {
    assertThat(raw(request + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
        .containsPattern("^HTTP/1.1 40[0-4]")
        .contains("application/json", "{\"error\":")
        .doesNotContain("root:", "Jetty", "java.");
  }

  @Test
  void whatIsNoHttpIsRefusedInOneLine() throws Exception {
    for (String garbage :
        new String[] {
          "\u0016\u0003\u0001\r\n\r\n",
          "GET / HTTP/9.9\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
          "POST /intake/sends HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        }) {
      assertThat(raw(garbage))
          .as(garbage)
          .containsPattern("^HTTP/1.1 (4|505)")
          .doesNotContain("Jetty", "java.", "<html");
    }
  }

  @Test
  void aValueDoesNotBecomeAHeader() throws Exception {
    assertThat(
            raw(
                "GET /api/providers/x%0d%0aSet-Cookie:%20a=b?lang=%0d%0aX-Evil:1 HTTP/1.1\r\n"
                    + "Host: 127.0.0.1\r\nConnection: close\r\n\r\n"))
        .containsPattern("^HTTP/1.1 (400|503)")
        .doesNotContainPattern("(?m)^(Set-Cookie|X-Evil)");
  }

  @Test
  void withoutATokenOtherSitesCannotAskThroughTheBrowser() throws Exception {
    assertThat(raw("GET /api/providers HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(
            raw(
                "POST /intake/postfix HTTP/1.1\r\nHost: 127.0.0.1:1\r\nOrigin: http://evil.test\r\n"
                    + "Content-Length: 1\r\nConnection: close\r\n\r\nx"))
        .startsWith("HTTP/1.1 403");
    assertThat(call(local.port()).get("/api/providers").statusCode()).isEqualTo(503);
  }

  @Test
  void aPageOfAnotherSiteIsRefusedButALinkIsFollowed() throws Exception {
    String get = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nSec-Fetch-Site: ";
    assertThat(raw(get + "cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(get + "cross-site\r\nSec-Fetch-Mode: navigate\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw(get + "same-origin\r\nSec-Fetch-Mode: cors\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(
            raw(
                "POST /intake/postfix HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
                    + "Content-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/providers/%zz HTTP/1.1",
        "GET /api/explain?q=% HTTP/1.1",
        "GET /api/explain?q=%zz%E0 HTTP/1.1",
        "GET /?q=%c3%28%zz HTTP/1.1",
      })
  void brokenEscapesAreNoErrorOfOurs(String request) throws Exception {
    assertThat(raw(request + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
        .containsPattern("^HTTP/1.1 (200|400|503)")
        .doesNotContain("internal error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "[::1", "127.0.0.1:99999", "127.0.0.1:x", "x@127.0.0.1", ":"})
  void oddHostsAreRefusedInOneLine(String host) throws Exception {
    assertThat(
            raw("GET /api/providers HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .containsPattern("^HTTP/1.1 40[03]")
        .doesNotContain("internal error", "java.");
  }

  @Test
  void answersTellABrowserToTrustNothingElse() throws Exception {
    var headers = call(local.port()).get("/").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void tooManyRequestsAreRefused() throws Exception {
    try (WebServer slow = start(Optional.empty(), 3)) {
      int refused = 0;
      for (int i = 0; i < 8; i++) {
        refused += call(slow.port()).get("/api/providers").statusCode() == 429 ? 1 : 0;
      }
      assertThat(refused).isBetween(3, 5);
      for (int i = 0; i < 8; i++) {
        assertThat(call(slow.port()).get("/livez").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void refusesToListenForOthersWithoutAToken() {
    assertThatThrownBy(() -> HttpSettings.of(config("http.host", "0.0.0.0")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.host=0.0.0.0 lets others in: set http.token");
    assertThat(HttpSettings.of(config("http.host", "::1")).token()).isEmpty();
    assertThatThrownBy(() -> config("http.token", "short"))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("short")
        .hasMessageContaining("16");
  }

  private static TodokuConfig config(String key, String value) {
    return TodokuConfig.load(null, Map.of(), Map.of(key, value));
  }

  private static WebServer start(Optional<String> token, int perSecond) {
    return WebServer.start(
        new HttpSettings("127.0.0.1", 0, token, perSecond, Optional.empty(), ""),
        Readiness.of(() -> State.RUNNING),
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", local.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
