package dev.todoku.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /livez}, {@code /readyz} and {@code /metrics}. A probe says 200 or 503, and the
 * state in JSON.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** Text format of Prometheus, version 0.0.4. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Javalin server;

  private WebServer(Javalin server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param host address to listen on
   * @param port port to listen on, 0 for a free one
   * @param state asked on every probe
   * @param metrics what {@code /metrics} shows
   * @throws io.javalin.util.JavalinBindException when the port is taken or not allowed
   */
  public static WebServer start(
      String host, int port, Supplier<KafkaStreams.State> state, PrometheusMeterRegistry metrics) {
    Javalin server =
        Javalin.create(
            config -> {
              quiet(config);
              config.routes.get("/livez", ctx -> probe(ctx, state.get(), Health::isLive));
              config.routes.get("/readyz", ctx -> probe(ctx, state.get(), Health::isReady));
              config.routes.get(
                  "/metrics", ctx -> ctx.contentType(METRICS_TYPE).result(metrics.scrape()));
              config.routes.exception(Exception.class, WebServer::fail);
            });
    return new WebServer(server.start(host, port));
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  private static void probe(
      Context ctx, KafkaStreams.State state, Predicate<KafkaStreams.State> isWell) {
    ctx.status(isWell.test(state) ? 200 : 503)
        .contentType(ContentType.APPLICATION_JSON)
        .result("{\"state\":\"" + state + "\"}");
  }

  private static void fail(Exception e, Context ctx) {
    LOG.error("cannot answer {}", ctx.path(), e);
    ctx.status(500)
        .contentType(ContentType.APPLICATION_JSON)
        .result("{\"error\":\"internal error, see the log\"}");
  }
}
