package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParseCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeMessages() throws IOException {
    write("1-unknown.eml", bounce("5.1.1", "550 5.1.1 <a@b.test>: User unknown"));
    write("2-large.eml", bounce("5.3.4", "552 5.3.4 Message size exceeds limit of 1000000 bytes"));
    write("3-odd.eml", bounce("5.0.0", "550 5.0.0 Refused 1234 by moon phase"));
    write("4-odd.eml", bounce("5.0.0", "550 5.0.0 Refused 98 by moon phase"));
    write("5-mail.eml", "From: a@b.test\r\nTo: c@d.test\r\nSubject: lunch?\r\n\r\nAt noon?\r\n");
  }

  @Test
  void tellsReasonRuleAndIdentityOfEachRecipient() {
    assertThat(run(file("1-unknown.eml"), "--lang", "en")).isZero();
    assertThat(out.toString())
        .contains("1-unknown.eml  bounce, read from its delivery status (RFC 3464)")
        .contains("Message-ID  m1@shop.test")
        .contains("a@b.test  failed")
        .contains("reason      USER_UNKNOWN: ")
        .contains("mail to this address will never arrive")
        .containsPattern("rule +text-rules\\.tsv:\\d+, certain")
        .contains("reply       550 5.1.1 <a@b.test>: User unknown");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void speaksJapanese() {
    assertThat(run(file("1-unknown.eml"), "--lang", "ja")).isZero();
    assertThat(out.toString()).contains("不達", "この宛先へのメールは今後も届きません");
  }

  @Test
  void writesAnObjectALineForPrograms() {
    assertThat(run(directory.toString(), "--json")).isZero();
    JsonNode[] messages =
        out.toString().lines().map(JsonMapper.shared()::readTree).toArray(JsonNode[]::new);
    assertThat(messages).hasSize(5);
    assertThat(messages[0].path("messageId").asString()).isEqualTo("m1@shop.test");
    JsonNode large = messages[1].path("recipients").path(0);
    assertThat(large.path("reason").asString()).isEqualTo("EMAIL_TOO_LARGE");
    assertThat(large.path("fault").asString()).isEqualTo("CONTENT");
    assertThat(large.path("sizeLimit").asLong()).isEqualTo(1_000_000);
    assertThat(large.path("addressIsDead").asBoolean(true)).isFalse();
    assertThat(messages[4].path("kind").asString()).isEqualTo("notABounce");
  }

  @Test
  void putsAlikeRepliesThatNoRuleKnowsTogether() {
    assertThat(run(directory.toString(), "--unclassified")).isZero();
    assertThat(out.toString())
        .contains("     2  5.0.0 # (status) Refused # by moon phase")
        .contains("3-odd.eml")
        .contains("     2 replies in 1 groups");
  }

  @Test
  void readsEveryMessageOfAMailbox() throws IOException {
    String first = bounce("5.1.1", "550 5.1.1 <a@b.test>: User unknown");
    String second = bounce("5.2.2", "552 5.2.2 mailbox full");
    String mailbox =
        write(
            "inbox",
            "From MAILER-DAEMON Mon Jun  1 12:00:00 2026\r\n"
                + first
                + "\r\nFrom now on, at 12:00 o'clock, it stays one message.\r\n\r\n"
                + "From MAILER-DAEMON@mx.test Mon Jun 01 12:00:01 +0900 2026\r\n"
                + second);

    assertThat(run(mailbox, "--json")).isZero();
    JsonNode[] messages =
        out.toString().lines().map(JsonMapper.shared()::readTree).toArray(JsonNode[]::new);
    assertThat(messages).hasSize(2);
    assertThat(messages[0].path("file").asString()).endsWith("inbox");
    assertThat(messages[1].path("file").asString()).endsWith("inbox#2");
    assertThat(messages[1].path("recipients").path(0).path("reason").asString())
        .isEqualTo("MAILBOX_FULL");
  }

  @Test
  void showsWhoUnsubscribesFromWhichMail() throws IOException {
    String mail =
        write("no-more.eml", "From: taro@b.test\r\nSubject: unsubscribe <m1@shop.test>\r\n\r\n");
    assertThat(run(mail, "--lang", "en")).isZero();
    assertThat(out.toString()).contains("unsubscribes", "taro@b.test", "m1@shop.test");
    assertThat(run(mail, "--json")).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString().lines().toList().get(4));
    assertThat(json.path("kind").asString()).isEqualTo("notABounce");
    assertThat(json.path("unsubscribes").asString()).isEqualTo("taro@b.test");
    assertThat(json.path("messageId").asString()).isEqualTo("m1@shop.test");
  }

  @Test
  void believesRulesOfTheOperator() throws IOException {
    String mine = write("mine.tsv", "at=b.test\tmoon phase\tRATE_LIMITED\n");
    assertThat(run(file("3-odd.eml"), "--lang", "en", "--rules", mine)).isZero();
    assertThat(out.toString()).contains("RATE_LIMITED", mine + ":1, certain");
  }

  @Test
  void refusesWrongRulesWithFileAndLine() throws IOException {
    String mine = write("mine.tsv", "\n*\tmoon phase\tLUNATIC\n");
    assertThat(run(file("3-odd.eml"), "--rules", mine)).isEqualTo(1);
    assertThat(err.toString()).contains(mine + ":2: no reason is called LUNATIC");
    assertThat(run(file("3-odd.eml"), "--rules", mine + "x")).isEqualTo(1);
    assertThat(err.toString()).contains("cannot read " + mine + "x");
  }

  @Test
  void doesNotPassOnWhatSteersATerminal() throws IOException {
    write("6-evil.eml", bounce("5.0.0", "550 5.0.0 \u001b[2J gone"));
    assertThat(run(file("6-evil.eml"), "--lang", "en")).isZero();
    assertThat(out.toString()).contains("gone").doesNotContain("\u001b");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new ParseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .execute(arguments);
  }

  private static String bounce(String status, String diagnostic) {
    return """
        From: MAILER-DAEMON@mx.shop.test
        To: bounce@shop.test
        Date: Sun, 22 Nov 2026 09:00:00 +0900
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        Your mail could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.shop.test

        Final-Recipient: rfc822; a@b.test
        Action: failed
        Status: %s
        Remote-MTA: dns; mx.b.test
        Diagnostic-Code: smtp; %s

        --b
        Content-Type: text/rfc822-headers

        From: shop@shop.test
        Message-ID: <m1@shop.test>
        Subject: Your order

        --b--
        """
        .formatted(status, diagnostic);
  }
}
