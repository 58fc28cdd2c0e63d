package dev.todoku.alerting;

import dev.todoku.schema.Alert;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Mail to people. Tells when an incident opens and ends; both stand in one thread. What is sent
 * twice has the same Message-ID.
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
  private final String language;
  private final String page;

  /**
   * Mail.
   *
   * @param from address of the author
   * @param to addresses of the readers
   * @param language "ja" or "en"
   * @param page where the page of Todoku is, empty for no link
   */
  public MailSink(MailServer server, String from, List<String> to, String language, String page) {
    this.server = server;
    this.from = from;
    this.to = List.copyOf(to);
    this.language = language;
    this.page = page;
    session = Session.getInstance(server.settings());
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public boolean wants(Alert alert) {
    return alert.state() != Alert.State.UPDATED;
  }

  @Override
  public void send(Alert alert) throws IOException {
    try (Transport transport = session.getTransport("smtp")) {
      Message message = message(alert);
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

  private Message message(Alert alert) throws MessagingException {
    Letter letter = new Letter(alert, language, page);
    String id = messageId(alert, alert.revision());
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(new InternetAddress(from));
    for (String reader : to) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(reader));
    }
    message.setSubject(letter.subject(), UTF_8);
    message.setHeader("Date", DATE.format(Instant.ofEpochMilli(alert.time())));
    // RFC 3834: nobody's vacation program answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (!alert.state().isOpen()) {
      message.setHeader("References", messageId(alert, 1));
    }
    message.setText(letter.body(), UTF_8);
    return message;
  }

  private String messageId(Alert alert, int revision) {
    byte[] incident = alert.incidentId().getBytes(StandardCharsets.UTF_8);
    String domain = from.substring(from.lastIndexOf('@') + 1);
    return '<' + HexFormat.of().formatHex(incident) + '.' + revision + "@" + domain + '>';
  }
}
