package dev.todoku.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** The side of SMTP that sends: one connection, any number of mails. */
public final class SmtpClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final BufferedReader in;
  private final OutputStream out;

  /** Connects and greets. */
  public SmtpClient(InetSocketAddress server) throws IOException {
    socket.connect(server, 10_000);
    socket.setSoTimeout(60_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    out = socket.getOutputStream();
    expect("220");
    say("EHLO test", "250");
  }

  /**
   * Hands over one mail; returns the answer to its end.
   *
   * @param content header and body, lines ended by CRLF, dots stuffed
   */
  public String send(String from, List<String> recipients, String content) throws IOException {
    say("MAIL FROM:<" + from + '>', "250");
    for (String recipient : recipients) {
      say("RCPT TO:<" + recipient + '>', "250");
    }
    say("DATA", "354");
    return say(content + "\r\n.", "250");
  }

  /** Says a line; returns the last line of the answer, which must have {@code code}. */
  public String say(String line, String code) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
    return expect(code);
  }

  private String expect(String code) throws IOException {
    String reply = in.readLine();
    while (reply != null && reply.startsWith(code + '-')) {
      reply = in.readLine();
    }
    if (reply == null || !reply.startsWith(code)) {
      throw new IOException("expected " + code + ", got " + reply);
    }
    return reply;
  }

  @Override
  public void close() throws IOException {
    try (socket) {
      say("QUIT", "221");
    }
  }
}
