package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Messages in forms other than a delivery status part. */
class OtherFormsTest {
  private static final long RECEIVED_AT = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

  private static final String HEADER =
      "From: MAILER-DAEMON@mx.test\nTo: bounce@shop.test\nSubject: failure notice\n";
  private static final String ORIGINAL =
      "Received: by mx.test; Mon, 1 Jun 2026 11:00:00 +0000\nMessage-ID: <m@shop.test>\n"
          + "From: info@shop.test\nTo: a@x.test\nSubject: news\n";

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @Test
  void readsEachListedAddressWithItsOwnReply() {
    Reading.Report report =
        report(
            HEADER
                + "\nHi. This is the qmail-send program at mx.test.\n\n<a@x.test>:\n192.0.2.1 does not like recipient.\n"
                + "Remote host said: 550 5.1.1 no such user\nGiving up on 192.0.2.1.\n\n<b@x.test>:\n"
                + "Remote host said: 552 5.2.2 mailbox full\n\n--- Below this line is a copy of the message.\n\n"
                + ORIGINAL);

    assertThat(report.readBy()).isEqualTo(ReadBy.PROSE);
    assertThat(report.identity().original().messageId()).isEqualTo("m@shop.test");
    assertThat(report.recipients())
        .map(RecipientReport::recipient)
        .containsExactly("a@x.test", "b@x.test");
    RecipientReport first = report.recipients().get(0);
    assertThat(first.reply().code()).isEqualTo(550);
    assertThat(first.reply().status()).isEqualTo("5.1.1");
    assertThat(first.reply().command()).isEqualTo("RCPT");
    assertThat(first.reply().text()).isEqualTo("550 5.1.1 no such user");
    assertThat(report.recipients().get(1).diagnosis().reason()).isEqualTo(Reason.MAILBOX_FULL);
    assertThat(report.events()).allMatch(Bounce.class::isInstance);
  }

  @Test
  void addressesListedTogetherShareWhatFollows() {
    Reading.Report report =
        report(HEADER + "\nThese failed:\n<a@x.test>\n<b@x.test>\n\n550 5.1.1 User unknown\n");

    assertThat(report.recipients()).hasSize(2).allMatch(r -> r.reply().code() == 550);
  }

  @Test
  void addressOfHelpDeskIsNoRecipient() {
    Reading.Report report =
        report(
            HEADER
                + "\nUnable to deliver message to: <a@x.test>\n550 5.1.1 User unknown\n\nPlease contact <help@mx.test>\n");

    assertThat(report.recipients()).map(RecipientReport::recipient).containsExactly("a@x.test");
  }

  @Test
  void namesTheAddressBeforeForwarding() {
    RecipientReport recipient =
        report(HEADER + "\n  a@x.test\n    (generated from alias@y.test)\n    550 5.1.1 no\n")
            .recipients()
            .get(0);

    assertThat(recipient.recipient()).isEqualTo("a@x.test");
    assertThat(recipient.originalRecipient()).isEqualTo("alias@y.test");
  }

  @Test
  void warningIsDelay() {
    Reading.Report report =
        report(
            HEADER
                + "\nTHIS IS A WARNING MESSAGE ONLY.\n\n  a@x.test\n\n----- Original message -----\n\n"
                + ORIGINAL);

    assertThat(report.recipients().get(0).action()).isEqualTo(Action.DELAYED);
    assertThat(report.events()).singleElement().isInstanceOf(Deferral.class);
  }

  @Test
  void readsFieldsOfStatusThatStandInText() {
    Reading.Report report =
        report(
            HEADER
                + "\nTechnical report:\n\nReporting-MTA: dns; mx.test\nAction: failed\nFinal-Recipient: rfc822; a@x.test\n"
                + "Status: 5.1.1\n");

    assertThat(report.readBy()).isEqualTo(ReadBy.STATUS_IN_TEXT);
    assertThat(report.identity().reportingHost()).isEqualTo("mx.test");
  }

  @Test
  void readsPartsBehindWrongBoundary() {
    Reading.Report report =
        report(
            HEADER
                + "Content-Type: multipart/report; boundary=other\n\n--b\nContent-Type: text/plain\n\nsorry\n\n"
                + "--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@x.test\nAction: failed\n"
                + "Status: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\n"
                + ORIGINAL
                + "\n--b--\n");

    assertThat(report.recipients()).map(RecipientReport::recipient).containsExactly("a@x.test");
    assertThat(report.identity().original().messageId()).isEqualTo("m@shop.test");
  }

  @Test
  void refusalOfAllRecipientsBehindDataAnsweredRcpt() {
    RecipientReport recipient =
        report(
                HEADER
                    + "\n<a@x.test>\n\n>>> DATA\n<<< 550 unknown\n550 5.1.1 <a@x.test>... unknown\n<<< 503 Need RCPT\n")
            .recipients()
            .get(0);

    assertThat(recipient.reply().command()).isEqualTo("RCPT (pipelined)");
  }

  @Test
  void complaintBecomesEvent() {
    Reading.Report report = report(feedback("abuse"));

    assertThat(report.readBy()).isEqualTo(ReadBy.FEEDBACK_REPORT);
    assertThat(report.recipients().get(0).diagnosis().reason()).isEqualTo(Reason.FEEDBACK);
    assertThat(report.events())
        .containsExactly(new Complaint("m@shop.test", "a@x.test", RECEIVED_AT, "abuse"));
  }

  @Test
  void reportOfAuthenticationFailureIsNobodysComplaint() {
    assertThat(report(feedback("auth-failure")).events()).isEmpty();
  }

  @Test
  void vacationIsNoFailure() {
    Reading.Report report =
        report(
            "From: a@x.test\nAuto-Submitted: auto-replied\nIn-Reply-To: <m@shop.test>\nSubject: Away\n\nBack on Monday.\n");

    assertThat(report.readBy()).isEqualTo(ReadBy.AUTO_REPLY);
    assertThat(report.recipients().get(0).diagnosis().reason()).isEqualTo(Reason.VACATION);
    assertThat(report.identity().original().messageId()).isEqualTo("m@shop.test");
    assertThat(report.events()).isEmpty();
  }

  @Test
  void automaticReplyOfPostmasterWithoutAnyReplyIsNoBounce() {
    assertThat(
            read(
                "From: postmaster@x.test\nAuto-Submitted: auto-replied\nSubject: bounce\n\nMailbox full: a@x.test\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @Test
  void readsNotificationOfService() {
    Reading.Report report =
        report(
            "From: no-reply@sns.test\n\n{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":"
                + "[{\"emailAddress\":\"a@x.test\",\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 no such user\"}]},"
                + "\"mail\":{\"headers\":[{\"name\":\"Message-ID\",\"value\":\"<m@shop.test>\"}]}}\n");

    assertThat(report.readBy()).isEqualTo(ReadBy.SERVICE_NOTIFICATION);
    assertThat(report.identity().original().messageId()).isEqualTo("m@shop.test");
    assertThat(report.recipients().get(0).reply().code()).isEqualTo(550);
  }

  @Test
  void readsJapaneseWhateverTheLabelSays() {
    String text = "宛先が見つかりません";
    for (String charset : new String[] {"ISO-2022-JP", "EUC-JP", "UTF-8"}) {
      assertThat(Charsets.decode(text.getBytes(Charset.forName(charset)), "us-ascii"))
          .as(charset)
          .isEqualTo(text);
    }
    assertThat(Charsets.decode(text.getBytes(Charset.forName("windows-31j")), "Shift_JIS"))
        .isEqualTo(text);
  }

  @Test
  void showsPageWithoutMarkup() {
    assertThat(Html.text("<style>a{}</style><p>&lt;a@x.test&gt;<br>no &amp; 1 < 2"))
        .isEqualTo("\n<a@x.test>\nno & 1 < 2");
  }

  private static String feedback(String type) {
    return "From: fbl@x.test\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
        + "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: "
        + type
        + "\nOriginal-Rcpt-To: <a@x.test>\n\n--b\nContent-Type: message/rfc822\n\n"
        + ORIGINAL
        + "\nhi\n--b--\n";
  }

  private Reading read(String message) {
    return reader.read(message.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }

  private Reading.Report report(String message) {
    Reading reading = read(message);
    assertThat(reading).isInstanceOf(Reading.Report.class);
    return (Reading.Report) reading;
  }
}
