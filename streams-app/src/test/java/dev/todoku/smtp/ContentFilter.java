package dev.todoku.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A content filter that hands mail back, as amavis does: it answers with what the server behind it
 * answered, and refuses mail with "virus" in it.
 */
public final class ContentFilter implements AutoCloseable {
  private final ServerSocket server = new ServerSocket();
  private final InetSocketAddress next;

  /**
   * Listens.
   *
   * @param next takes the mail back
   */
  public ContentFilter(InetSocketAddress address, InetSocketAddress next) throws IOException {
    this.next = next;
    server.setReuseAddress(true);
    server.bind(address);
    Thread thread = new Thread(this::serve, "content-filter");
    thread.setDaemon(true);
    thread.start();
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
    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
    String from = "";
    List<String> recipients = new ArrayList<>();
    answer(client, "220 [127.0.0.1] ESMTP filter ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("MAIL FROM:")) {
        from = address(line);
        recipients.clear();
        answer(client, "250 2.1.0 Ok");
      } else if (command.startsWith("RCPT TO:")) {
        recipients.add(address(line));
        answer(client, "250 2.1.5 Ok");
      } else if (command.startsWith("DATA")) {
        answer(client, "354 go on");
        answer(client, passOn(from, recipients, body(in)));
      } else if (command.startsWith("QUIT")) {
        answer(client, "221 2.0.0 Bye");
        return;
      } else {
        answer(client, "250 2.0.0 Ok");
      }
    }
  }

  private String passOn(String from, List<String> recipients, String content) throws IOException {
    if (content.contains("virus")) {
      return "554 5.7.0 Reject, id=00042-01 - INFECTED: Eicar";
    }
    try (SmtpClient back = new SmtpClient(next)) {
      String answer = back.send(from, recipients, content);
      return "250 2.0.0 from MTA(smtp:[127.0.0.1]:" + next.getPort() + "): " + answer;
    }
  }

  private static String body(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line);
    }
    return String.join("\r\n", lines);
  }

  private static String address(String line) {
    return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
  }

  private static void answer(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
