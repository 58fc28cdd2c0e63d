package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebServerTest {
  private final AtomicReference<State> state = new AtomicReference<>(State.CREATED);
  private List<String> problems = List.of();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final WebServer server = start(0);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATED, 200, 503",
    "REBALANCING, 200, 503",
    "RUNNING, 200, 200",
    "PENDING_SHUTDOWN, 200, 503",
    "NOT_RUNNING, 503, 503",
    "PENDING_ERROR, 503, 503",
    "ERROR, 503, 503",
  })
  void probesFollowTheStateOfTheStreams(State now, int live, int ready) throws Exception {
    state.set(now);
    assertThat(get("/livez").statusCode()).isEqualTo(live);
    assertThat(get("/readyz").statusCode()).isEqualTo(ready);
    assertThat(get("/readyz").body()).isEqualTo("{\"state\":\"" + now + "\"}");
    assertThat(get("/readyz").headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void isNotReadyWhileSomethingIsWrongAndNamesIt() throws Exception {
    state.set(State.RUNNING);
    problems = List.of("topic \"mail.outcomes\" is gone");
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body())
        .isEqualTo(
            "{\"state\":\"RUNNING\",\"problems\":[\"topic \\\"mail.outcomes\\\" is gone\"]}");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void isReadyButSaysSoWhenNothingOfALogIsRead() throws Exception {
    state.set(State.RUNNING);
    metrics.counter("todoku.intake.lines", "program", "", "fate", "unreadable").increment(3);
    metrics.counter("todoku.intake.lines", "program", "other", "fate", "ignored").increment(2);

    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").body())
        .isEqualTo(
            "{\"state\":\"RUNNING\",\"logNotRead\":\"no line of the Postfix logs was read since"
                + " the start\",\"unreadableLines\":3}");

    metrics.counter("todoku.intake.lines", "program", "smtp", "fate", "read").increment();
    assertThat(get("/readyz").body()).isEqualTo("{\"state\":\"RUNNING\"}");
  }

  @Test
  void metricsAreInTheTextFormatOfPrometheus() throws Exception {
    metrics.counter("todoku.sends", "provider", "docomo").increment(3);
    HttpResponse<String> response = get("/metrics");
    assertThat(response.body()).contains("todoku_sends_total{provider=\"docomo\"} 3.0");
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
  }

  @Test
  void errorsShowNeitherStackTraceNorServer() throws Exception {
    state.set(null);
    HttpResponse<String> response = get("/readyz");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("Exception", "\tat ");
    assertThat(response.headers().map()).doesNotContainKey("server");
    assertThat(get("/absent").statusCode()).isEqualTo(404);
  }

  @Test
  void saysWhenThePortIsTaken() {
    assertThatThrownBy(() -> start(server.port())).isInstanceOf(JavalinBindException.class);
  }

  private WebServer start(int port) {
    HttpSettings settings =
        new HttpSettings("127.0.0.1", port, Optional.empty(), 1_000, Optional.empty(), "");
    return WebServer.start(settings, new Readiness(this::state, () -> problems), metrics);
  }

  private State state() {
    return Objects.requireNonNull(state.get());
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
