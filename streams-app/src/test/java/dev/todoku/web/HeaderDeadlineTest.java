package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.testing.SelfSigned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HeaderDeadlineTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir private static Path dir;
  private static SelfSigned certificate;

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final SslContextFactory.Server keys = new SslContextFactory.Server();
  private final ServerConnector tls = new ServerConnector(server, keys);

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = SelfSigned.in(dir);
  }

  @BeforeEach
  void start() throws Exception {
    keys.setKeyStorePath(certificate.keystore().toString());
    keys.setKeyStorePassword(SelfSigned.PASSWORD);
    for (ServerConnector each : List.of(connector, tls)) {
      each.setHost("127.0.0.1");
      each.addBean(new HeaderDeadline(each.getScheduler(), PATIENCE));
      server.addConnector(each);
    }
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "ok", callback);
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws Exception {
    try (Socket socket = connect()) {
      assertThat(dribbles(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: ")).isTrue();
    }
  }

  @Test
  void aSecondHeaderThatNeverEndsIsCutOffToo() throws Exception {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).startsWith("HTTP/1.1 200");
      assertThat(dribbles(socket, "GET / HTTP/1.1\r\nHost: a\r\nX: ")).isTrue();
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsCutOff() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", tls.getLocalPort())) {
      assertThat(dribbles(socket, "\u0016\u0003\u0001\u0040\u0000")).isTrue();
    }
  }

  @Test
  void aHandshakeThatNeverBeginsIsCutOff() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", tls.getLocalPort())) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void aTlsConnectionThatGoesOnAskingStays() throws Exception {
    try (Socket socket = handshaken()) {
      long end = System.nanoTime() + PATIENCE.multipliedBy(5).toNanos();
      while (System.nanoTime() < end) {
        assertThat(ask(socket)).startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void aConnectionThatGoesOnAskingStays() throws Exception {
    try (Socket socket = connect()) {
      long end = System.nanoTime() + PATIENCE.multipliedBy(5).toNanos();
      while (System.nanoTime() < end) {
        assertThat(ask(socket)).startsWith("HTTP/1.1 200");
      }
    }
  }

  /** The first handshakes of a JVM take longer than this server is patient. */
  private Socket handshaken() throws Exception {
    SSLSocketFactory trusting = certificate.trust().getSocketFactory();
    return Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              var socket = (SSLSocket) trusting.createSocket("127.0.0.1", tls.getLocalPort());
              socket.startHandshake();
              return socket;
            },
            SSLSocket::isConnected);
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", connector.getLocalPort());
  }

  private static String ask(Socket socket) throws IOException {
    write(socket, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    byte[] answer = new byte[4_096];
    return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.UTF_8);
  }

  /** Whether the server ends it while byte after byte comes in. */
  private static boolean dribbles(Socket socket, String begin) throws IOException {
    write(socket, begin);
    socket.setSoTimeout(20);
    while (true) {
      try {
        write(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (java.net.SocketTimeoutException nothingYet) {
        continue;
      } catch (SocketException cutOff) {
        return true;
      }
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
