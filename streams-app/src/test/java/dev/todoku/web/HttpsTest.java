package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.config.TodokuConfig;
import dev.todoku.testing.SelfSigned;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsTest {
  @TempDir private static Path dir;
  private static SelfSigned server;
  private static WebServer web;

  @BeforeAll
  static void start() throws Exception {
    server = SelfSigned.in(dir);
    TodokuConfig config =
        TodokuConfig.load(
            null,
            Map.of(),
            Map.of(
                "http.port",
                "0",
                "http.token",
                "correct-horse-battery",
                "http.tls.keystore",
                server.keystore().toString(),
                "http.tls.keystore.password",
                SelfSigned.PASSWORD));
    web =
        WebServer.start(
            HttpSettings.of(config),
            () -> State.RUNNING,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void answersWhoTrustsTheCertificate() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(trusting(server.certificate())).build();
    HttpResponse<String> answer = get(client, "https");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void strangersToTheCertificateEndTheHandshake() {
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "https"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plainHttpGetsNothing() {
    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http"))
        .isInstanceOf(java.io.IOException.class);
  }

  private static HttpResponse<String> get(HttpClient client, String scheme) throws Exception {
    URI address = URI.create(scheme + "://127.0.0.1:" + web.port() + "/livez");
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    try (InputStream in = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
