package dev.todoku.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose TLS handshake, or the header of whose request, never comes to its end: a
 * client that sends a byte now and then is never idle, and thousands of them leave no room for
 * others (slow loris). Bodies have a lowest rate of their own.
 */
final class HeaderDeadline implements Connection.Listener {
  /** What a session of TLS says of itself until the handshake is done. */
  private static final String NO_PROTOCOL = "NONE";

  private final Scheduler scheduler;
  private final Duration patience;

  /**
   * A deadline.
   *
   * @param patience a handshake or a header may take so long; it is cut off before twice that
   */
  HeaderDeadline(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  @Override
  public void onOpened(Connection connection) {
    lookAgain(new Watch(connection, 0, 0, false));
  }

  private void lookAgain(Watch monitor) {
    scheduler.schedule(
        () -> {
          if (monitor.connection.getEndPoint().isOpen()) {
            look(monitor);
          }
        },
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void look(Watch monitor) {
    Watch now = monitor.now();
    if (monitor.isSlow && now.isSlow) {
      monitor.connection.getEndPoint().close();
    } else {
      lookAgain(now);
    }
  }

  /**
   * What was seen of a connection: requests and bytes, and whether only bytes had come. Of TLS it
   * is the handshake that must end; requests are those of the connection that lies on it.
   */
  private record Watch(Connection connection, long requests, long bytes, boolean isSlow) {

    Watch now() {
      long in = connection.getMessagesIn();
      long read = connection.getBytesIn();
      boolean isBetween = in == connection.getMessagesOut();
      boolean isSlow =
          connection instanceof SslConnection tls
              ? isShakingHands(tls)
              : isBetween && in == requests && read > bytes;
      return new Watch(connection, in, read, isSlow);
    }

    private static boolean isShakingHands(SslConnection tls) {
      return tls.getSSLEngine().getSession().getProtocol().equals(NO_PROTOCOL);
    }
  }
}
