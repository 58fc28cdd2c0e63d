package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class BounceReaderTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  private static final String HEADER =
      """
      From: MAILER-DAEMON@mx.example.jp
      To: bounce@sender.test
      Date: Mon, 01 Jun 2026 20:00:00 +0900 (JST)
      Content-Type: multipart/report; report-type=delivery-status; boundary=b
      """;
  private static final String MESSAGE_STATUS =
      "Reporting-MTA: dns; MX.example.jp (192.0.2.1)\nX-Postfix-Queue-ID: 4jX46\n";
  private static final String FAILED =
      "Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\n";
  private static final String DELAYED =
      "Final-Recipient: rfc822; a@x.test\nAction: delayed\nStatus: 4.4.1\n";
  private static final String ORIGINAL =
      "Return-Path: <news=7@sender.test>\nFrom: \"Shop, The\" <info@Shop.Test>\nMessage-ID: <m@shop.test>\n";

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @Test
  void readsEveryRecipientOfOneReport() {
    List<MailEvent> events =
        events(report(MESSAGE_STATUS, FAILED, FAILED.replace("a@x.test", "b@x.test")));

    assertThat(events).map(e -> ((Bounce) e).recipient()).containsExactly("a@x.test", "b@x.test");
  }

  @Test
  void leavesOutRecipientsWithoutAddressOrAction() {
    List<MailEvent> events =
        events(
            report(
                MESSAGE_STATUS,
                "Final-Recipient: rfc822; |/usr/bin/filter\nAction: failed\nStatus: 5.0.0\n",
                "Final-Recipient: rfc822; b@x.test\nStatus: 4.0.0\n",
                FAILED));

    assertThat(events).map(e -> ((Bounce) e).recipient()).containsExactly("a@x.test");
  }

  @Test
  void tellsTheAddressSentToFromTheOneThatFailed() {
    Bounce bounce =
        bounce(report(MESSAGE_STATUS, FAILED + "Original-Recipient: rfc822;alias@x.test\n"));

    assertThat(bounce.recipient()).isEqualTo("a@x.test");
    assertThat(bounce.originalRecipient()).isEqualTo("alias@x.test");
    assertThat(bounce.sentTo()).isEqualTo("alias@x.test");
  }

  @Test
  void takesAnOriginalRecipientInOtherSpellingForTheSame() {
    Bounce bounce =
        bounce(report(MESSAGE_STATUS, FAILED + "Original-Recipient: rfc822;<A@X.test>\n"));

    assertThat(bounce.originalRecipient()).isNull();
  }

  @Test
  void readsInternationalAddresses() {
    String status = FAILED.replace("rfc822; a@x.test", "utf-8; 用户@例え.test");
    assertThat(bounce(global(status)).recipient()).isEqualTo("用户@例え.test");

    String escaped = FAILED.replace("rfc822; a@x.test", "utf-8; \\x{7528}\\x{6237}@x.test");
    assertThat(bounce(global(escaped)).recipient()).isEqualTo("用户@x.test");
  }

  @Test
  void readsStatusThatWasEncoded() {
    String base64 =
        Base64.getMimeEncoder()
            .encodeToString((MESSAGE_STATUS + "\n" + FAILED).getBytes(StandardCharsets.UTF_8));
    Bounce bounce =
        bounce(
            HEADER
                + "\n--b\nContent-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\n"
                + base64
                + "\n--b--\n");

    assertThat(bounce.recipient()).isEqualTo("a@x.test");
  }

  @Test
  void joinsFoldedLinesAndDecodesWords() {
    Bounce bounce =
        bounce(
            report(
                MESSAGE_STATUS,
                FAILED
                    + "Diagnostic-Code: smtp; 550-5.1.1 =?utf-8?B?5a6b5YWI?=\n =?utf-8?Q?=E4=B8=8D?=\n  550 5.1.1 unknown\n"));

    assertThat(bounce.reply().text()).isEqualTo("550-5.1.1 宛先不 550 5.1.1 unknown");
    assertThat(bounce.reply().code()).isEqualTo(550);
  }

  @Test
  void readsOriginalAndEnvelope() {
    Bounce bounce = bounce(report(MESSAGE_STATUS, FAILED));

    assertThat(bounce.messageId()).isEqualTo("m@shop.test");
    assertThat(bounce.envelopeFrom()).isEqualTo("news=7@sender.test");
    assertThat(bounce.envelopeId()).isEqualTo("news=7@sender.test");
    assertThat(bounce.origin().fromDomain()).isEqualTo("shop.test");
    assertThat(bounce.reportingHost()).isEqualTo("mx.example.jp");
    assertThat(bounce.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(bounce.time()).isEqualTo(Instant.parse("2026-06-01T11:00:00Z").toEpochMilli());
  }

  @Test
  void prefersTheEnvelopeIdThatTheReportGives() {
    Bounce bounce = bounce(report(MESSAGE_STATUS + "Original-Envelope-Id: env-43\n", FAILED));

    assertThat(bounce.envelopeId()).isEqualTo("env-43");
  }

  @Test
  void bounceWithoutOriginalStillCounts() {
    Bounce bounce = bounce(report(MESSAGE_STATUS, FAILED).replace(ORIGINAL, "X-Nothing: here\n"));

    assertThat(bounce.messageId()).isNull();
    assertThat(bounce.queueId()).isEqualTo("4jX46");
    assertThat(bounce.envelopeFrom()).isEqualTo("bounce@sender.test");
    assertThat(bounce.envelopeId()).isNull();
    assertThat(bounce.origin().fromDomain()).isNull();
  }

  @Test
  void delayWithoutMessageIdIsKnownByItsQueueId() {
    String report = report(MESSAGE_STATUS, DELAYED).replace(ORIGINAL, "X-Nothing: here\n");

    assertThat(events(report))
        .singleElement()
        .isInstanceOfSatisfying(
            Deferral.class,
            deferral -> assertThat(deferral.messageId()).isEqualTo("4jX46.mx@queue-id.invalid"));
  }

  @Test
  void delayWithoutAnyIdentityTellsNoEvent() {
    String report =
        report("Reporting-MTA: dns; mx.example.jp\n", DELAYED)
            .replace(ORIGINAL, "X-Nothing: here\n");

    assertThat(events(report)).isEmpty();
    assertThat(recipient(report).action()).isEqualTo(Action.DELAYED);
  }

  @Test
  void tellsTheClassifierThatTheMessageWasGivenUp() {
    String status = "Status: 4.0.0\n";
    String failed = FAILED.replace("Status: 5.1.1\n", status);
    String delayed = DELAYED.replace("Status: 4.4.1\n", status);

    assertThat(recipient(report(MESSAGE_STATUS, failed)).diagnosis().reason())
        .isEqualTo(Reason.EXPIRED);
    assertThat(recipient(report(MESSAGE_STATUS, delayed)).diagnosis().reason())
        .isNotEqualTo(Reason.EXPIRED);
  }

  @Test
  void refusalForGoodThatWasTriedAgainIsNoExpiry() {
    Bounce bounce =
        bounce(
            report(
                MESSAGE_STATUS,
                FAILED.replace("5.1.1", "4.0.0") + "Diagnostic-Code: smtp; 554 IP is blocked\n"));

    assertThat(bounce.reason()).isEqualTo(Reason.BLOCKED);
  }

  @Test
  void exitStatusOfLocalProgramIsNoReplyCode() {
    Bounce bounce = bounce(report(MESSAGE_STATUS, FAILED + "Diagnostic-Code: X-Unix; 255\n"));

    assertThat(bounce.reply().code()).isZero();
  }

  @Test
  void clockThatIsWrongIsNotBelieved() {
    String report = report(MESSAGE_STATUS, FAILED);

    assertThat(bounce(report.replace("2026 20:00", "2036 20:00")).time()).isEqualTo(RECEIVED_AT);
    assertThat(bounce(report.replace("2026 20:00", "1970 20:00")).time()).isEqualTo(RECEIVED_AT);
    assertThat(bounce(report.replace("01 Jun", "41 Foo")).time()).isEqualTo(RECEIVED_AT);
    assertThat(
            bounce(
                    report(MESSAGE_STATUS, FAILED + "Last-Attempt-Date: 1 Jun 2026 10:59 GMT\n")
                        .replace("01 Jun", "41 Foo"))
                .time())
        .isEqualTo(Instant.parse("2026-06-01T10:59:00Z").toEpochMilli());
  }

  @Test
  void absurdFieldsAreLeftOutAndTheBounceKept() {
    String long600 = "x".repeat(600);
    Bounce bounce =
        bounce(
            report(
                "Reporting-MTA: dns; " + long600 + "\nX-Postfix-Queue-ID: " + long600 + "\n",
                FAILED + "Diagnostic-Code: smtp; 550 " + "y".repeat(5_000) + "\n"));

    assertThat(bounce.reportingHost()).isNull();
    assertThat(bounce.queueId()).isNull();
    assertThat(bounce.reply().text()).hasSize(1_000);
  }

  @Test
  void messageOfServerThatNamesNobodyIsNotUnderstood() {
    String nobody = HEADER.replace("bounce@sender.test", "undisclosed") + "\n--b\n";
    Reading puzzle =
        new Reading.NotUnderstood("a message of a mail server that names no recipient");

    assertThat(read(nobody + "Content-Type: text/plain\n\nsorry\n--b--\n")).isEqualTo(puzzle);
    assertThat(read("From: MAILER-DAEMON@x.test\nSubject: hm\n\nsorry\n")).isEqualTo(puzzle);
    assertThat(read("From: a@x.test\nSubject: Undeliverable: hi\n\nsorry\n")).isEqualTo(puzzle);
    assertThat(read("Return-Path: <>\nFrom: a@x.test\n\nsorry\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @Test
  void whatNobodyCallsBounceIsNone() {
    assertThat(read("From: a@x.test\nSubject: lunch?\n\nhi\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  private Reading read(String message) {
    return reader.read(message.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }

  private List<MailEvent> events(String message) {
    Reading reading = read(message);
    assertThat(reading).isInstanceOf(Reading.Report.class);
    return ((Reading.Report) reading).events();
  }

  private RecipientReport recipient(String message) {
    return ((Reading.Report) read(message)).recipients().get(0);
  }

  private Bounce bounce(String message) {
    assertThat(events(message)).hasSize(1);
    return (Bounce) events(message).get(0);
  }

  private static String global(String recipient) {
    return report(MESSAGE_STATUS, recipient)
        .replace("message/delivery-status", "message/global-delivery-status");
  }

  private static String report(String message, String... recipients) {
    return HEADER
        + "\n--b\nContent-Type: message/delivery-status\n\n"
        + message
        + "\n"
        + String.join("\n", recipients)
        + "\n--b\nContent-Type: text/rfc822-headers\n\n"
        + ORIGINAL
        + "\n--b--\n";
  }
}
