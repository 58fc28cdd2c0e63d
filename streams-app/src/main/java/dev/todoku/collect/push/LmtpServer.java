package dev.todoku.collect.push;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import javax.net.ServerSocketFactory;

/** Takes bounce messages from a mail server that delivers by LMTP, into an inbox. */
public final class LmtpServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 50;
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final TcpServer server;

  /** When a message came. */
  public interface Clock {
    /** By its header, in milliseconds since 1970; empty when that does not say. */
    OptionalLong of(InputStream message) throws IOException;
  }

  private LmtpServer(TcpServer server) {
    this.server = server;
  }

  /**
   * Listens from now on.
   *
   * @param maxLength largest message in bytes
   * @param hostName what it calls itself
   */
  public static LmtpServer start(
      InetSocketAddress address, Inbox inbox, Clock clock, int maxLength, String hostName) {
    return new LmtpServer(
        TcpServer.start(
            "lmtp",
            address,
            ServerSocketFactory.getDefault(),
            socket ->
                new LmtpSession(
                        inbox,
                        (message, now) -> time(clock, message, now),
                        maxLength,
                        hostName,
                        InstantSource.system(),
                        socket.getInputStream(),
                        socket.getOutputStream())
                    .run(),
            MOST_CONNECTIONS,
            SILENCE));
  }

  private static long time(Clock clock, byte[] message, long now) {
    try {
      return clock.of(new ByteArrayInputStream(message)).orElse(now);
    } catch (IOException e) {
      return now;
    }
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
