package dev.todoku.collect.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.LineStamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SyslogServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Inbox inbox = new Inbox("syslog", 100, null);

  private static List<String> frames(String sent) throws IOException {
    SyslogFrames frames = new SyslogFrames(new ByteArrayInputStream(sent.getBytes(UTF_8)), 20);
    List<String> messages = new ArrayList<>();
    for (byte[] next = frames.next(); next != null; next = frames.next()) {
      messages.add(new String(next, UTF_8));
    }
    return messages;
  }

  @Test
  void readsBothFramingsInOneConnection() throws IOException {
    assertThat(frames("7 <22>a\nb<22>c\r\n8 <22>d e \n<22>f"))
        .containsExactly("<22>a\nb", "<22>c", "<22>d e ", "<22>f");
  }

  @Test
  void aLineWithoutPriorityMayBeginWithAYear() throws IOException {
    assertThat(frames("2026-11-21 a\n12\n")).containsExactly("2026-11-21 a", "12");
  }

  @Test
  void ofALongMessageTheEndIsLeftOut() throws IOException {
    assertThat(frames("30 <22>" + "x".repeat(26) + "6 <22>ok<22>" + "y".repeat(30) + "\n<22>z\n"))
        .containsExactly("<22>" + "x".repeat(16), "<22>ok", "<22>" + "y".repeat(16), "<22>z");
  }

  @Test
  void takesLinesByTcpAndUdp() throws Exception {
    try (SyslogServer server =
        new SyslogServer(
            inbox, until -> line -> Optional.of(new LineStamp(line.length, "mx")), 1_000)) {
      int tcp = server.listenTcp(ANY_PORT, ServerSocketFactory.getDefault());
      int udp = server.listenUdp(ANY_PORT);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcp)) {
        socket.getOutputStream().write("<22>by tcp\n".getBytes(UTF_8));
        assertThat(next()).isEqualTo("<22>by tcp");
      }
      try (DatagramSocket socket = new DatagramSocket()) {
        byte[] line = "<22>by udp\n".getBytes(UTF_8);
        socket.send(new DatagramPacket(line, line.length, InetAddress.getLoopbackAddress(), udp));
        assertThat(next()).isEqualTo("<22>by udp");
      }
      assertThat(server.dropped()).isZero();
    }
  }

  private String next() {
    Awaitility.await().until(() -> inbox.nextTime() != CollectorSource.NOTHING);
    CollectedEntry entry = inbox.take();
    assertThat(entry.key()).isEqualTo("mx");
    assertThat(entry.time()).isEqualTo(entry.value().length);
    return new String(entry.value(), UTF_8);
  }
}
