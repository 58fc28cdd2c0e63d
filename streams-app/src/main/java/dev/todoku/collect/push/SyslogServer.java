package dev.todoku.collect.push;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes log lines that syslog daemons send, RFC 3164 and 5424, over TCP (with TLS or without) and
 * UDP, into an inbox.
 *
 * <p>Syslog has no answers: what is in the inbox when the process dies is lost. Over TCP a sender
 * waits while the inbox is full; over UDP what comes then is dropped and counted.
 */
public final class SyslogServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogServer.class);
  private static final int MOST_CONNECTIONS = 200;
  private static final int LONGEST_DATAGRAM = 65_535;
  private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;
  private static final long RENEW_STAMPS_AFTER_MS = Duration.ofHours(12).toMillis();

  /** A mail server that has nothing to log is silent for long. */
  private static final Duration SILENCE = Duration.ofDays(2);

  private static final long WAIT_MS = 60_000;

  private final Inbox inbox;
  private final LineStamps.Factory stampsFactory;
  private final int maxLength;
  private final InstantSource clock = InstantSource.system();
  private final AtomicLong dropped = new AtomicLong();
  private @Nullable LineStamps stamps;
  private long stampsAt;
  private @Nullable TcpServer tcp;
  private @Nullable DatagramSocket udp;

  /**
   * Listens nowhere yet.
   *
   * @param maxLength longest line in bytes
   */
  public SyslogServer(Inbox inbox, LineStamps.Factory stamps, int maxLength) {
    this.inbox = inbox;
    this.stampsFactory = stamps;
    this.maxLength = maxLength;
  }

  /**
   * Listens on a TCP port, too. Returns which one.
   *
   * @param sockets with or without TLS
   */
  public int listenTcp(InetSocketAddress address, ServerSocketFactory sockets) {
    tcp = TcpServer.start("syslog", address, sockets, this::serve, MOST_CONNECTIONS, SILENCE);
    return tcp.port();
  }

  /** Listens on a UDP port, too. Returns which one. */
  public int listenUdp(InetSocketAddress address) {
    DatagramSocket socket;
    try {
      socket = new DatagramSocket(address);
      udp = socket;
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    Thread receiver = new Thread(() -> receive(socket), "syslog-udp");
    receiver.setDaemon(true);
    receiver.start();
    return socket.getLocalPort();
  }

  /** Datagrams for which there was no room. */
  public long dropped() {
    return dropped.get();
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    SyslogFrames frames =
        new SyslogFrames(new BufferedInputStream(socket.getInputStream()), maxLength);
    String from = socket.getInetAddress().getHostAddress();
    for (byte[] line = frames.next(); line != null; line = frames.next()) {
      while (!offer(line, from, WAIT_MS)) {
        LOG.warn("syslog lines of {} wait: nothing is stored", from);
      }
    }
  }

  private void receive(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
        byte[] line = withoutEnd(packet.getData(), packet.getLength());
        if (!offer(line, packet.getAddress().getHostAddress(), 0)) {
          dropped.incrementAndGet();
        }
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOG.warn("a datagram cannot be received", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static byte[] withoutEnd(byte[] data, int length) {
    int end = length;
    while (end > 0 && (data[end - 1] == '\n' || data[end - 1] == '\r' || data[end - 1] == 0)) {
      end--;
    }
    return Arrays.copyOf(data, end);
  }

  private boolean offer(byte[] line, String from, long waitMs) throws InterruptedException {
    long now = clock.millis();
    Optional<LineStamp> stamp = stamp(line, now);
    String host = stamp.map(LineStamp::host).orElse(from);
    long time = stamp.map(LineStamp::time).orElse(now);
    return inbox.offer(new CollectedEntry(EntryType.LOG, host, line, time), now, waitMs) != null;
  }

  private synchronized Optional<LineStamp> stamp(byte[] line, long now) {
    if (stamps == null || now - stampsAt > RENEW_STAMPS_AFTER_MS) {
      stampsAt = now;
      stamps = stampsFactory.until(now);
    }
    return stamps.of(line);
  }

  @Override
  public void close() {
    if (tcp != null) {
      tcp.close();
    }
    if (udp != null) {
      udp.close();
    }
  }
}
