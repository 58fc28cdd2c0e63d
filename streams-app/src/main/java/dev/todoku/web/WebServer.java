package dev.todoku.web;

import dev.todoku.streams.PipelineMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code /livez}, {@code /readyz}, {@code /metrics}, the page, and the API as soon as it is
 * handed in. A probe says 200 or 503, and the state in JSON.
 */
public final class WebServer implements AutoCloseable {
  private static final Set<String> PROBES = Set.of("/livez", "/readyz", "/metrics");

  /** Text format of Prometheus, version 0.0.4. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;
  private final AtomicReference<Api> api;

  private WebServer(Javalin server, AtomicReference<Api> api) {
    this.server = server;
    this.api = api;
  }

  /**
   * Starts to listen.
   *
   * @param readiness asked on every probe
   * @param metrics what {@code /metrics} shows
   * @throws io.javalin.util.JavalinBindException when the port is taken or not allowed
   */
  public static WebServer start(
      HttpSettings settings, Readiness readiness, PrometheusMeterRegistry metrics) {
    AtomicReference<Api> api = new AtomicReference<>();
    AccessTokens tokens = settings.accessTokens();
    Optional<SessionCookie> cookies =
        settings.token().map(token -> new SessionCookie(token, settings.keystore().isPresent()));
    Javalin server =
        Javalin.create(
            config -> {
              quiet(config);
              Connections.addTo(config, settings);
              Problems.addTo(config);
              config.routes.before(new RequestGate(settings, tokens, cookies, PROBES, openPaths()));
              config.routes.get("/livez", ctx -> live(ctx, readiness.state().get()));
              config.routes.get("/readyz", ctx -> ready(ctx, readiness, metrics));
              config.routes.get(
                  "/metrics",
                  ctx -> ctx.contentType(METRICS_TYPE).result(scrape(metrics, api.get())));
              Page.addTo(config);
              new SessionRoutes(tokens, cookies).addTo(config);
              Contract.addTo(config);
              for (Route route : Route.values()) {
                Timer timer = timer(metrics, route);
                config.routes.addHttpHandler(
                    route.method(),
                    route.path(),
                    ctx -> answer(ctx, api.get(), route, timer, settings.access().auditReads()));
              }
            });
    return new WebServer(server.start(), api);
  }

  private static String scrape(PrometheusMeterRegistry metrics, @Nullable Api api) {
    if (api != null) {
      api.refreshMeters();
    }
    return metrics.scrape();
  }

  /** Lets the API answer from now on. */
  public void serve(Api answers) {
    api.set(answers);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    Api served = api.getAndSet(null);
    if (served != null) {
      served.close();
    }
  }

  private static Set<String> openPaths() {
    Set<String> open = new TreeSet<>(PROBES);
    open.addAll(Page.paths());
    open.addAll(Contract.paths());
    open.add(Route.SHARED.path());
    open.add(SessionRoutes.PATH);
    return open;
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
  }

  private static Timer timer(PrometheusMeterRegistry metrics, Route route) {
    return Timer.builder("todoku.http.requests")
        .description("Answers of the HTTP API, by route")
        .tag("route", route.path())
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1))
        .register(metrics);
  }

  private static void answer(
      Context ctx, @Nullable Api api, Route route, Timer timer, boolean isAudited)
      throws Exception {
    if (api == null) {
      throw new RequestRefusedException(503, "starting; ask again in a few seconds");
    }
    Timer.Sample sample = Timer.start();
    try {
      api.handler(route).handle(ctx);
    } finally {
      sample.stop(timer);
      if (isAudited) {
        api.audit().looks(ctx, route);
      }
    }
  }

  private static void live(Context ctx, KafkaStreams.State state) {
    probe(ctx, Health.isLive(state), state, List.of(), Map.of());
  }

  /** What waits is said, but who is behind is ready: it would not catch up without work. */
  private static void ready(Context ctx, Readiness readiness, PrometheusMeterRegistry metrics) {
    KafkaStreams.State state = readiness.state().get();
    List<String> problems = readiness.problems().get();
    probe(ctx, Health.isReady(state) && problems.isEmpty(), state, problems, notes(metrics));
  }

  private static Map<String, Object> notes(PrometheusMeterRegistry metrics) {
    Map<String, Object> notes = waits(metrics);
    long unreadable = lines(metrics, "unreadable");
    if (unreadable + lines(metrics, "ignored") > 0 && lines(metrics, "read") == 0) {
      notes.put("logNotRead", "no line of the Postfix logs was read since the start");
      notes.put("unreadableLines", unreadable);
    }
    return notes;
  }

  private static long lines(PrometheusMeterRegistry metrics, String fate) {
    return (long)
        metrics.find(PipelineMetrics.LINES).tag("fate", fate).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private static Map<String, Object> waits(PrometheusMeterRegistry metrics) {
    Map<String, Object> json = new LinkedHashMap<>();
    metrics.find(PipelineMetrics.WATERMARK_LAG).gauges().stream()
        .max(Comparator.comparingDouble(Gauge::value))
        .filter(furthest -> furthest.value() > 0)
        .ifPresent(
            furthest -> {
              json.put("behindSeconds", Math.round(furthest.value()));
              json.put("stage", furthest.getId().getTag("stage"));
              json.put("input", furthest.getId().getTag("input"));
            });
    return json;
  }

  private static void probe(
      Context ctx,
      boolean isWell,
      KafkaStreams.State state,
      List<String> problems,
      Map<String, Object> more) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("state", state.name());
    if (!problems.isEmpty()) {
      answer.put("problems", problems);
    }
    answer.putAll(more);
    ctx.status(isWell ? 200 : 503)
        .contentType(ContentType.APPLICATION_JSON)
        .result(JsonMapper.shared().writeValueAsString(answer));
  }
}
