package dev.todoku.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server on loopback that answers RCPT by the local part of the address: what is not named
 * is accepted. It records what it answered to whom.
 */
public final class SmtpSink implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, String> answers;
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();

  /** Listens on a free port of 127.0.0.1. */
  public SmtpSink(Map<String, String> answers) throws IOException {
    this(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), answers);
  }

  /**
   * Listens.
   *
   * @param answers to RCPT, by the local part of the address
   */
  public SmtpSink(InetSocketAddress address, Map<String, String> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(address);
    Thread thread = new Thread(this::serve, "smtp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Addresses whose RCPT was accepted. */
  public List<String> accepted() {
    return accepted;
  }

  /** "address: answer" of those that were not. */
  public List<String> refused() {
    return refused;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        talk(client);
      } catch (IOException closedOrGone) {
        // The next client is served, if there is one.
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
    answer(client, "220 sink.example ESMTP");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("RCPT TO:")) {
        answer(client, recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>'))));
      } else if (command.startsWith("DATA")) {
        answer(client, "354 go on");
        skipBody(in);
        answer(client, "250 2.0.0 Ok: queued as SINK01");
      } else if (command.startsWith("QUIT")) {
        answer(client, "221 2.0.0 Bye");
        return;
      } else {
        answer(client, "250 2.0.0 Ok");
      }
    }
  }

  private String recipient(String address) {
    String answer = answers.get(address.substring(0, address.indexOf('@')));
    if (answer == null) {
      accepted.add(address);
      return "250 2.1.5 Ok";
    }
    refused.add(address + ": " + answer);
    return answer;
  }

  private static void skipBody(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  private static void answer(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
    client.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
