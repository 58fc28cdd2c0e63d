package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeaderDeadlineTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    connector.addBean(new HeaderDeadline(connector.getScheduler(), PATIENCE));
    server.addConnector(connector);
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
  void aConnectionThatGoesOnAskingStays() throws Exception {
    try (Socket socket = connect()) {
      long end = System.nanoTime() + PATIENCE.multipliedBy(5).toNanos();
      while (System.nanoTime() < end) {
        assertThat(ask(socket)).startsWith("HTTP/1.1 200");
      }
    }
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", connector.getLocalPort());
  }

  private static String ask(Socket socket) throws IOException {
    write(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
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
