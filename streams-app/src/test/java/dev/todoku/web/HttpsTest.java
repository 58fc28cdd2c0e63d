package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.config.TodokuConfig;
import dev.todoku.testing.SelfSigned;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsTest {
  /** A TLS record of 512 bytes, of which no more comes. */
  private static final byte[] BEGIN_OF_A_HELLO = {22, 3, 1, 2, 0};

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
            Readiness.of(() -> State.RUNNING),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void namesTheKeyThatIsWrong(@TempDir Path other) throws Exception {
    String file = server.keystore().toString();
    assertThatThrownBy(() -> settings(file, "not it"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("http.tls.keystore.password does not open " + file);
    assertThatThrownBy(() -> settings(file + "x", SelfSigned.PASSWORD))
        .isInstanceOf(ConfigException.class)
        .hasMessage("http.tls.keystore=" + file + "x: there is no such file");
    Path garbage = Files.writeString(other.resolve("garbage"), "no key store");
    assertThatThrownBy(() -> settings(garbage.toString(), SelfSigned.PASSWORD))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("http.tls.keystore=" + garbage + " cannot be read as PKCS #12");
  }

  private static HttpSettings settings(String keystore, String password) {
    return HttpSettings.of(
        TodokuConfig.load(
            null,
            Map.of(),
            Map.of("http.tls.keystore", keystore, "http.tls.keystore.password", password)));
  }

  @Test
  void answersWhoTrustsTheCertificate() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(server.trust()).build();
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

  /** More than the server has threads. */
  @Test
  void whoOpensAConnectionAndSaysNothingKeepsNobodyWaiting() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 400; i++) {
        Socket socket = new Socket("127.0.0.1", web.port());
        socket.getOutputStream().write(BEGIN_OF_A_HELLO);
        silent.add(socket);
      }
      HttpClient client = HttpClient.newBuilder().sslContext(server.trust()).build();
      assertThat(get(client, "https").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static HttpResponse<String> get(HttpClient client, String scheme) throws Exception {
    URI address = URI.create(scheme + "://127.0.0.1:" + web.port() + "/livez");
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
