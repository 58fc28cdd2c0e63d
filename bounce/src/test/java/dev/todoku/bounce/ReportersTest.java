package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What servers say of a failure elsewhere than in the reply that they quote. */
class ReportersTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  private static final String HEADER =
      "From: MAILER-DAEMON@mx.test\nTo: bounce@shop.test\nSubject: Returned mail\n";

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @Test
  void believesTheCategoryOfPowerMtaWhereTheReplyLeavesAGuess() {
    String fields = "Diagnostic-Code: smtp;550 5.2.1 <a@x.test>... User Unknown\n";

    assertThat(status(fields).reason()).isEqualTo(Reason.FILTERED);
    BounceDiagnosis known = status(fields + "X-PowerMTA-BounceCategory: bad-mailbox\n");
    assertThat(known.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(known.addressIsDead()).isTrue();
    assertThat(known.rule()).startsWith("bounce-categories.tsv:");
  }

  @Test
  void believesAClearReplyBeforeTheCategory() {
    assertThat(
            status(
                    "Diagnostic-Code: smtp;552 5.2.2 mailbox full\nX-PowerMTA-BounceCategory: bad-mailbox\n")
                .reason())
        .isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void blamesTheLocalProgramForWhatItDoesNotExplain() {
    assertThat(status("Diagnostic-Code: x-unix; temporary failure\n").reason())
        .isEqualTo(Reason.MAILER_ERROR);
    assertThat(status("Diagnostic-Code: x-unix; 74\n").reason()).isEqualTo(Reason.SYSTEM_ERROR);
    assertThat(status("Diagnostic-Code: x-unix; Quota exceeded\n").reason())
        .isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void doesNotCallAnAddressDeadForWordsThatNobodyIsKnownToHaveSaid() {
    String words = "The account that you tried to reach does not exist.\n";

    assertThat(status("Diagnostic-Code: " + words).reason()).isEqualTo(Reason.FILTERED);
    assertThat(status("Diagnostic-Code: x-postfix; " + words).addressIsDead()).isTrue();
    assertThat(status("Diagnostic-Code: smtp; 550 5.1.1 " + words).addressIsDead()).isTrue();
  }

  @Test
  void takesTheDescriptionOfAStatusForNoDiagnostic() {
    Reading.Report report =
        report(
            "Not yet delivered to:\n\na@x.test\n\nThe server will continue trying for 21 hours.\n",
            "Action: delayed\nStatus: 4.4.0 (other or undefined network or routing status)\n");

    assertThat(report.recipients().get(0).diagnosis().reason()).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void readsAboveTheListWhatBefellAllOfIt() {
    BounceDiagnosis au =
        prose(
            "The user(s) account is disabled.\n\n<a@ezweb.ne.jp>: 550 user unknown (in reply to RCPT TO command)\n");
    BounceDiagnosis gateway =
        prose(
            "Delivery to the following recipients was aborted after 5.0 hour(s):\n\n  * a@x.test\n\n"
                + "Routing: Could not find a gateway\n");

    assertThat(au.reason()).isEqualTo(Reason.SUSPENDED);
    assertThat(gateway.reason()).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void looksAboveWhatSendmailSumsUpForItsCause() {
    BounceDiagnosis local =
        prose("mail.local: unknown user: a\n554 <a@x.test>... Service unavailable\n");
    BounceDiagnosis remote =
        prose(
            "While talking to mx.x.test:\n>>> MAIL From:<s@shop.test>\n<<< 501 no access from mail server [192.0.2.1] "
                + "which is an open relay.\n554 <a@x.test>... Remote protocol error\n");

    assertThat(local.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(remote.reason()).isEqualTo(Reason.BLOCKED);
  }

  @Test
  void readsWhatDovecotRejectsAfterAcceptance() {
    Reading.Report report =
        read(
            "From: Mail Delivery Subsystem <postmaster@x.test>\nReturn-Path: <>\nSubject: Rejected: news\n"
                + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\n"
                + "Your message to <a@x.test> was automatically rejected:\nQuota exceeded (mailbox for user is full)\n"
                + "\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@x.test\n"
                + "Original-Message-ID: <m@shop.test>\nDisposition: automatic-action/MDN-sent-automatically; deleted\n"
                + "\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <m@shop.test>\nFrom: s@shop.test\n\nhi\n--b--\n");

    assertThat(report.recipients().get(0).diagnosis().reason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(report.identity().original().messageId()).isEqualTo("m@shop.test");
  }

  @Test
  void readsACommandThatIsNamedOverTwoLines() {
    assertThat(
            prose("<a@x.test>: host mx said: 550 User unknown (in reply to RCPT\n    TO command)\n")
                .reason())
        .isEqualTo(Reason.USER_UNKNOWN);
  }

  @Test
  void readsABounceMessageThatSomebodyPassedOn() {
    BounceDiagnosis diagnosis =
        prose(
            "Below this line is a copy of the message.\n\nReturn-Path: <>\nFrom: MAILER-DAEMON@relay.test\n"
                + "Subject: Undelivered Mail\n\n<a@x.test>: connect to mx.x.test: 552 5.2.2 mailbox full\n");

    assertThat(diagnosis.reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void takesItsOwnHeaderInTheTextForNoOriginal() {
    assertThat(
            prose(
                    "To: s@shop.test\nCC:\nDate: today\nSubject: Undeliverable Mail\n\nundeliverable to a@x.test\n\n"
                        + "Body of message generated response:\n550-REJECTED - Blacklisted URL in message.\n")
                .reason())
        .isEqualTo(Reason.SPAM_DETECTED);
  }

  private BounceDiagnosis status(String fields) {
    return report("sorry\n", "Action: failed\nStatus: 5.0.0\n" + fields)
        .recipients()
        .get(0)
        .diagnosis();
  }

  private Reading.Report report(String text, String fields) {
    return read(
        HEADER
            + "Content-Type: multipart/report; boundary=b\n\n--b\n\n"
            + text
            + "\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.test\n\n"
            + "Final-Recipient: rfc822; a@x.test\n"
            + fields
            + "\n--b--\n");
  }

  private BounceDiagnosis prose(String text) {
    return read(HEADER + '\n' + text).recipients().get(0).diagnosis();
  }

  private Reading.Report read(String message) {
    Reading reading = reader.read(message.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
    assertThat(reading).isInstanceOf(Reading.Report.class);
    return (Reading.Report) reading;
  }
}
