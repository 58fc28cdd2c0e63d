package dev.todoku.web;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How connections are taken: plain or TLS, how many, and how slow a client may be. */
final class Connections {
  private static final int MOST = 2_000;
  private static final long IDLE_MS = 20_000;
  private static final Duration HEADER_PATIENCE = Duration.ofMillis(IDLE_MS);
  private static final long SLOWEST_BYTES_PER_SECOND = 256;
  private static final int LARGEST_HEADER = 8 * 1024;

  private Connections() {}

  static void addTo(JavalinConfig config, HttpSettings settings) {
    config.jetty.modifyServer(
        server -> server.setHandler(new MinimumDataRateHandler(SLOWEST_BYTES_PER_SECOND, 0)));
    config.jetty.addConnector(
        (server, http) -> {
          limit(http);
          ServerConnector connector = connector(server, http, settings);
          connector.setHost(settings.host());
          connector.setPort(settings.port());
          connector.setIdleTimeout(IDLE_MS);
          connector.addBean(new HeaderDeadline(connector.getScheduler(), HEADER_PATIENCE));
          server.addBean(new NetworkConnectionLimit(MOST, connector));
          return connector;
        });
  }

  private static void limit(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LARGEST_HEADER);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpSettings settings) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (settings.keystore().isEmpty()) {
      return new ServerConnector(server, 1, 1, plain);
    }
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(settings.keystore().orElseThrow().toAbsolutePath().toString());
    tls.setKeyStoreType("PKCS12");
    tls.setKeyStorePassword(settings.keystorePassword());
    return new ServerConnector(server, tls, plain);
  }
}
