package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ParseLogTest {
  private static final String LOG =
      """
      Nov 20 10:00:00 mx1 postfix/smtpd[1]: A1A1A1A1A1: client=app[192.0.2.10]
      Nov 20 10:00:00 mx1 postfix/cleanup[1]: A1A1A1A1A1: message-id=<m1@shop.example>
      Nov 20 10:00:00 mx1 postfix/qmgr[1]: A1A1A1A1A1: from=<a@shop.example>, size=9, nrcpt=1 (queue active)
      Nov 20 10:00:01 mx1 postfix/cleanup[1]: B2B2B2B2B2: message-id=<m1@shop.example>
      Nov 20 10:00:01 mx1 postfix/qmgr[1]: B2B2B2B2B2: from=<a@shop.example>, size=9, nrcpt=1 (queue active)
      Nov 20 10:00:01 mx1 postfix/smtp[1]: A1A1A1A1A1: to=<ken@gmail.com>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as B2B2B2B2B2)
      Nov 20 10:00:01 mx1 postfix/qmgr[1]: A1A1A1A1A1: removed
      Nov 20 10:00:03 mx1 postfix/smtp[1]: B2B2B2B2B2: to=<ken@gmail.com>, relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=2, dsn=5.1.1, status=bounced (host gmail-smtp-in.l.google.com[192.0.2.26] said: 550-5.1.1 The email account that you tried to reach does not exist. (in reply to RCPT TO command))
      Nov 20 10:00:04 mx1 postfix/cleanup[1]: C3C3C3C3C3: message-id=<m2@shop.example>
      Nov 20 10:00:04 mx1 postfix/smtp[1]: C3C3C3C3C3: to=<jun@gmail.com>, relay=smtp.sendgrid.net[192.0.2.9]:587, delay=0, dsn=2.0.0, status=sent (250 Ok: queued as xyz)
      Nov 20 10:00:05 mx1 postfix/cleanup[1]: D4D4D4D4D4: message-id=<m3@shop.example>
      Nov 20 10:00:05 mx1 postfix/discard[1]: D4D4D4D4D4: to=<nobody@gmail.com>, relay=none, delay=0, dsn=2.0.0, status=sent (silently discarded)
      Nov 20 10:00:06 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[198.51.100.7]: 554 5.7.1 <r@e.example>: Relay access denied; from=<x@y.example> to=<r@e.example> proto=ESMTP helo=<x>
      Nov 20 10:00:07 mx1 dovecot[1]: imap-login: Login
      Nov 20 10:00:08 mx1 mailer[1]: C3C3C3C3C3: to=<q@b.example>, relay=none, status=sent (odd)
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writeLog() throws IOException {
    Files.writeString(directory.resolve("mail.log"), LOG);
  }

  @Test
  void writesAnObjectForEachMessageAndRecipient() {
    assertThat(run("--json")).as("a line was not read").isEqualTo(1);
    List<JsonNode> objects =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("{"))
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(objects)
        .extracting(
            node -> node.path("recipient").asString() + ' ' + node.path("status").asString())
        .containsExactly(
            "ken@gmail.com BOUNCED", "jun@gmail.com HANDED_ON", "r@e.example REJECTED");
    JsonNode bounced = objects.get(0);
    assertThat(bounced.path("messageId").asString()).isEqualTo("m1@shop.example");
    assertThat(bounced.path("hop").asString()).isEqualTo("PROVIDER");
    assertThat(bounced.path("relay").asString()).isEqualTo("gmail-smtp-in.l.google.com");
    assertThat(bounced.path("provider").asString()).isEqualTo("google");
    assertThat(bounced.path("reason").asString()).isEqualTo("USER_UNKNOWN");
    assertThat(bounced.path("fault").asString()).isEqualTo("ADDRESS");
    assertThat(bounced.path("addressIsDead").asBoolean(false)).isTrue();
    assertThat(bounced.path("timeline").size()).isEqualTo(2);
    assertThat(bounced.path("timeline").path(0).path("because").asString())
        .isEqualTo("QUEUED_IN_OUR_LOG");
    assertThat(bounced.path("timeline").path(0).path("time").asLong())
        .isEqualTo(1_795_168_801_000L);
    assertThat(objects.get(1).path("provider").isMissingNode()).isTrue();
  }

  @Test
  void summaryLinesSayWhatWasReadIgnoredAndNotRead() {
    run("--json", "--lang", "en");
    assertThat(out.toString().lines().filter(line -> line.startsWith("#")))
        .anyMatch(line -> line.endsWith("mail.log: lines read 12, ignored 2, not read 1"))
        .contains("# ignored 1 of dovecot", "# ignored 1 of postfix/smtpd")
        .anyMatch(line -> line.startsWith("# not read, line 15: looks like a delivery attempt"))
        .contains("# thrown away by discard(8), as configured: nobody@gmail.com (m3@shop.example)");
  }

  @Test
  void printsTheWayForAPersonInBothLanguages() {
    run("--lang", "en");
    assertThat(out.toString())
        .contains("ken@gmail.com  refused for good by gmail-smtp-in.l.google.com")
        .contains("jun@gmail.com  handed on to smtp.sendgrid.net, which does not say more")
        .contains("a submission port, where no MX listens")
        .contains("mail to this address will never arrive");
    run("--lang", "ja");
    assertThat(out.toString())
        .contains("ken@gmail.com  gmail-smtp-in.l.google.com に拒否されました")
        .contains("smtp.sendgrid.net に引き渡しました", "送信用ポート", "この宛先へのメールは今後も届きません");
  }

  @Test
  void settingsSayWhatAHopIs() {
    run("--json", "--provider", "smtp.sendgrid.net");
    assertThat(out.toString()).contains("\"recipient\":\"jun@gmail.com\",\"status\":\"DELIVERED\"");
  }

  @Test
  void aLogOfWhichNothingIsReadIsNoticed() throws IOException {
    Files.writeString(
        directory.resolve("mail.log"), "Nov 20 10:00:07 mx1 dovecot[1]: imap-login: Login\n");
    assertThat(run("--lang", "en")).isZero();
    assertThat(out.toString()).contains("# nothing of this log was read");
  }

  private int run(String... options) {
    CommandLine line =
        new CommandLine(new ParseCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out, true));
    String[] arguments = Arrays.copyOf(options, options.length + 5);
    arguments[options.length] = "--year";
    arguments[options.length + 1] = "2026";
    arguments[options.length + 2] = "--zone";
    arguments[options.length + 3] = "UTC";
    arguments[options.length + 4] = directory.resolve("mail.log").toString();
    return line.execute(arguments);
  }
}
