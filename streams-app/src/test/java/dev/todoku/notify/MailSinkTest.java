package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.todoku.notify.MailServer.Security;
import dev.todoku.remedy.Playbook;
import dev.todoku.text.Language;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailSinkTest {
  private static final Incident INCIDENT = Incident.open("ip-block:1");
  private static final Notification OPENED = INCIDENT.notification(NotificationKind.OPENED);
  private static final AlertText JA = words(Language.JA);
  private static final AlertText EN = words(Language.EN);

  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  @BeforeEach
  void listen() {
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void aMailSaysWhatGoesOnAndWhatToDo() throws Exception {
    sink(JA, "").send(OPENED);

    MimeMessage mail = onlyMail();
    assertThat(mail.getSubject()).startsWith("🔴 NTTドコモが送信元IP 203.0.113.5 からのメールを拒否しています");
    assertThat(mail.getFrom()[0]).hasToString("Todoku <todoku@example.jp>");
    assertThat(mail.getAllRecipients()[0]).hasToString("ops@a.test");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    Path golden = Path.of("src/test/resources/dev/todoku/notify/mail-opened-ja.txt");
    if (Boolean.getBoolean("todoku.golden.write")) {
      Files.writeString(golden, text(mail));
    }
    assertThat(text(mail)).isEqualTo(Files.readString(golden));
  }

  @Test
  void allOfAnIncidentStandsInOneThread() throws Exception {
    MailSink sink = sink(EN, "");
    sink.send(OPENED);
    sink.send(INCIDENT.ended(60 * Incident.MINUTE).notification(NotificationKind.ENDED, INCIDENT));
    sink.send(INCIDENT.withdrawn().notification(NotificationKind.WITHDRAWN, INCIDENT));

    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails).hasSize(3);
    for (MimeMessage mail : mails) {
      assertThat(mail.getHeader("References"))
          .containsExactly("<69702d626c6f636b3a31.incident@example.jp>");
    }
    assertThat(mails[1].getSubject()).startsWith("✅ Ended after 1 h 0 min: NTT docomo refused");
    assertThat(text(mails[1]))
        .contains("From/to: 2026-11-23 10:20 JST – 11:20 (1 h 0 min)")
        .doesNotContain("Send slowly");
    assertThat(mails[2].getSubject()).startsWith("↩️ Withdrawn, late records show");
    assertThat(text(mails[2])).doesNotContain("What to do");
  }

  @Test
  void whatIsSentTwiceIsTheSameMessage() throws Exception {
    MailSink sink = sink(EN, "");
    sink.send(OPENED);
    sink.send(OPENED);

    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID());
  }

  @Test
  void aUserSignsIn() throws Exception {
    server.setUser("todoku@example.jp", "todoku", "right");
    sink(EN, "right").send(OPENED);
    assertThat(server.getReceivedMessagesForDomain("a.test")).hasSize(1);
  }

  @Test
  void whatFailsTellsTheServerAndNoSecret() {
    server.setUser("todoku@example.jp", "todoku", "right");
    assertThatThrownBy(() -> sink(EN, "a secret").send(OPENED))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("127\\.0\\.0\\.1:\\d+ has not taken it \\(Authentication.*\\)")
        .hasNoCause();
  }

  @Test
  void withoutStartTlsNothingIsSentWhereItIsAskedFor() {
    MailSink sink = sink(Security.STARTTLS, EN, "");
    assertThatThrownBy(() -> sink.send(OPENED)).isInstanceOf(IOException.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private MailSink sink(AlertText text, String password) {
    return sink(Security.NONE, text, password);
  }

  private MailSink sink(Security security, AlertText text, String password) {
    String user = password.isEmpty() ? "" : "todoku";
    return new MailSink(
        new MailServer("127.0.0.1", server.getSmtp().getPort(), security, user, password),
        "todoku@example.jp",
        List.of("ops@a.test"),
        text);
  }

  private MimeMessage onlyMail() {
    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails).hasSize(1);
    return mails[0];
  }

  private static String text(MimeMessage mail) throws Exception {
    return mail.getContent().toString().replace("\r\n", "\n");
  }

  private static AlertText words(Language language) {
    return new AlertText(Playbook.load(), language, ZoneId.of("Asia/Tokyo"), "http://todoku.test");
  }
}
