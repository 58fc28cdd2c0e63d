package dev.todoku.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.todoku.alerting.MailServer.Security;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MailSinkTest {
  private static final long NOON = 1_795_262_400_000L;

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
    sink("ja", "").send(alert(1, Alert.State.OPEN));

    MimeMessage mail = onlyMail();
    assertThat(mail.getSubject()).isEqualTo("[Todoku] 発生: ドコモが拒否");
    assertThat(mail.getFrom()[0]).hasToString("todoku@example.jp");
    assertThat(mail.getAllRecipients()[0]).hasToString("ops@a.test");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(text(mail))
        .contains("発生時刻: 2026-11-21T12:00:00Z", "失敗: 9 / 10", "■ 対処\n 1. 待つ")
        .contains("    https://example.jp/postmaster")
        .contains("■ 根拠\n- 他の送信元は正常", "■ 反証\n- too-few: 3")
        .contains("- 2026-11-21T12:00:01Z  shop.test -> a@docomo.test\n  550 no way")
        .contains("http://todoku.test/#/incidents/ip-block%3A1");
  }

  @Test
  void theEndStandsInOneThreadWithTheBeginning() throws Exception {
    MailSink sink = sink("en", "");
    sink.send(alert(1, Alert.State.OPEN));
    sink.send(alert(3, Alert.State.RESOLVED));

    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails[1].getSubject()).isEqualTo("[Todoku] Ended: docomo refuses");
    assertThat(mails[1].getHeader("References")).containsExactly(mails[0].getMessageID());
    assertThat(text(mails[1])).contains("Until: 2026-11-21T13:00:00Z").doesNotContain("Wait");
  }

  @Test
  void aWithdrawalStandsInOneThreadWithTheBeginning() throws Exception {
    MailSink sink = sink("ja", "");
    sink.send(alert(1, Alert.State.OPEN));
    sink.send(alert(2, Alert.State.WITHDRAWN));

    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails[1].getSubject()).isEqualTo("[Todoku] 取り消し: ドコモが拒否");
    assertThat(mails[1].getHeader("References")).containsExactly(mails[0].getMessageID());
    assertThat(text(mails[1])).doesNotContain("■ 対処").doesNotContain("終息時刻");
  }

  @Test
  void whatIsSentTwiceIsTheSameMessage() throws Exception {
    MailSink sink = sink("en", "");
    sink.send(alert(1, Alert.State.OPEN));
    sink.send(alert(1, Alert.State.OPEN));

    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID());
  }

  @Test
  void aUserSignsIn() throws Exception {
    server.setUser("todoku@example.jp", "todoku", "right");
    sink("en", "right").send(alert(1, Alert.State.OPEN));
    assertThat(server.getReceivedMessagesForDomain("a.test")).hasSize(1);
  }

  @Test
  void whatFailsTellsTheServerAndNoSecret() {
    server.setUser("todoku@example.jp", "todoku", "right");
    assertThatThrownBy(() -> sink("en", "a secret").send(alert(1, Alert.State.OPEN)))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("127\\.0\\.0\\.1:\\d+ has not taken it \\(Authentication.*\\)")
        .hasNoCause();
  }

  @Test
  void withoutStartTlsNothingIsSentWhereItIsAskedFor() {
    MailSink sink = sink(Security.STARTTLS, "en", "");
    assertThatThrownBy(() -> sink.send(alert(1, Alert.State.OPEN))).isInstanceOf(IOException.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private MailSink sink(String language, String password) {
    return sink(Security.NONE, language, password);
  }

  private MailSink sink(Security security, String language, String password) {
    String user = password.isEmpty() ? "" : "todoku";
    return new MailSink(
        new MailServer("127.0.0.1", server.getSmtp().getPort(), security, user, password),
        "todoku@example.jp",
        List.of("ops@a.test"),
        language,
        "http://todoku.test");
  }

  private MimeMessage onlyMail() {
    MimeMessage[] mails = server.getReceivedMessagesForDomain("a.test");
    assertThat(mails).hasSize(1);
    return mails[0];
  }

  private static String text(MimeMessage mail) throws Exception {
    return mail.getContent().toString().replace("\r\n", "\n");
  }

  private static Alert alert(int revision, Alert.State state) {
    Evidence.Sample sample =
        new Evidence.Sample(
            NOON + 1_000,
            "m1@shop.test",
            "shop.test",
            "a@docomo.test",
            new SmtpReply(550, null, "550 no\r\n way", "RCPT TO"));
    return new Alert(
        "ip-block:1",
        revision,
        state,
        Cause.IP_BLOCK,
        Severity.CRITICAL,
        new Scope("docomo", "192.0.2.1", null),
        NOON,
        NOON,
        NOON,
        state == Alert.State.RESOLVED ? NOON + 3_600_000 : 0,
        new Text("ドコモが拒否", "docomo refuses"),
        Proof.of(
            10,
            9,
            0.1,
            9,
            8,
            List.of(sample),
            new Evidence.Indication("others", true, null, new Text("他の送信元は正常", "others pass")),
            Evidence.Indication.of("too-few", false, "3")),
        List.of(new RemedyStep("wait", new Text("待つ", "Wait"), "https://example.jp/postmaster")));
  }
}
