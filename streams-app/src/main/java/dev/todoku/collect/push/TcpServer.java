package dev.todoku.collect.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.net.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections, each with a thread of its own, as many at a time as there may be. */
public final class TcpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
  private static final int BACKLOG = 50;
  private static final long CLOSE_MS = 2_000;

  private final ServerSocket server;
  private final Handler handler;
  private final Semaphore free;
  private final int silenceMs;
  private final String name;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;

  /** Serves one connection. */
  public interface Handler {
    /** Returns when the connection is over; the socket is closed then. */
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  private TcpServer(
      String name, ServerSocket server, Handler handler, int mostConnections, Duration silence) {
    this.name = name;
    this.server = server;
    this.handler = handler;
    free = new Semaphore(mostConnections);
    silenceMs = (int) silence.toMillis();
    acceptor = new Thread(this::accept, name);
  }

  /**
   * Listens from now on.
   *
   * @param name of its threads
   * @param sockets with or without TLS
   * @param silence after which a connection is closed that says nothing
   * @throws UncheckedIOException when the address cannot be listened on
   */
  public static TcpServer start(
      String name,
      InetSocketAddress address,
      ServerSocketFactory sockets,
      Handler handler,
      int mostConnections,
      Duration silence) {
    try {
      ServerSocket server = sockets.createServerSocket();
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
      TcpServer started = new TcpServer(name, server, handler, mostConnections, silence);
      started.acceptor.setDaemon(true);
      started.acceptor.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        // Who comes when all are taken waits in the backlog.
        free.acquire();
        Socket socket = server.accept();
        open.add(socket);
        Thread connection = new Thread(() -> serve(socket), name + "-connection");
        connection.setDaemon(true);
        connection.start();
      } catch (IOException e) {
        free.release();
        if (!server.isClosed()) {
          LOG.warn("{} cannot accept a connection", name, e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(silenceMs);
      handler.serve(socket);
    } catch (IOException e) {
      LOG.debug("a connection of {} broke", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      free.release();
    }
  }

  /** Accepts nobody any more, and breaks the connections that there are. */
  @Override
  public void close() {
    try {
      server.close();
      acceptor.interrupt();
      for (Socket socket : open) {
        socket.close();
      }
      // The port is free when the last who waits at it has gone.
      acceptor.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("{} cannot be closed", name, e);
    }
  }
}
