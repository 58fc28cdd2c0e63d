package dev.todoku.notify;

import dev.todoku.schema.Alert;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Mail to people. All that is about one incident stands in one thread. What is sent twice has the
 * same Message-ID.
 */
public final class MailSink implements Sink {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /** RFC 5322 section 3.3. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final MailServer server;
  private final Session session;
  private final String from;
  private final List<String> to;
  private final AlertText text;

  /**
   * Mail.
   *
   * @param from address of the author
   * @param to addresses of the readers
   */
  public MailSink(MailServer server, String from, List<String> to, AlertText text) {
    this.server = server;
    this.from = from;
    this.to = List.copyOf(to);
    this.text = text;
    session = Session.getInstance(server.settings());
  }

  @Override
  public void send(Notification notification) throws IOException {
    try (Transport transport = session.getTransport("smtp")) {
      Message message = message(notification);
      if (server.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(server.user(), server.password());
      }
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException e) {
      // Without its message: servers quote what a client said.
      throw new IOException(server + " has not taken it (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Message message(Notification notification) throws MessagingException {
    Alert alert = notification.alert();
    String id = messageId(alert, notification.id());
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(author());
    for (String reader : to) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(reader));
    }
    message.setSubject(text.headline(notification), UTF_8);
    message.setHeader("Date", DATE.format(Instant.ofEpochMilli(alert.time())));
    // RFC 3834: nobody's vacation program answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    // No mail needs to have this id: what refers to one id stands in one thread (RFC 5256).
    message.setHeader("References", messageId(alert, "incident"));
    message.setText(new AlertMail(notification, text).body(), UTF_8);
    return message;
  }

  /** With a name, by which a phone shows who writes. */
  private InternetAddress author() throws MessagingException {
    InternetAddress author = new InternetAddress(from);
    try {
      if (author.getPersonal() == null) {
        author.setPersonal("Todoku", UTF_8);
      }
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("every Java has UTF-8", e);
    }
    return author;
  }

  private String messageId(Alert alert, String what) {
    byte[] incident = alert.incidentId().getBytes(StandardCharsets.UTF_8);
    String address = from.replaceAll(".*<|>.*", "");
    String domain = address.substring(address.lastIndexOf('@') + 1);
    return '<' + HexFormat.of().formatHex(incident) + '.' + what + "@" + domain + '>';
  }
}
