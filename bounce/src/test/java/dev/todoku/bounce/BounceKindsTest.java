package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are easily taken for something else than they are. */
class BounceKindsTest {
  private static final long RECEIVED_AT = 1_794_000_000_000L;

  private static final String DAEMON =
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: s@shop.example\n";

  private static final BounceReader READER = new BounceReader(ReplyRules.load());

  @ParameterizedTest
  @ValueSource(strings = {"Re: Undelivered Mail Returned to Sender", "Fwd: failure notice"})
  void shouldTakeNoPersonsMailThatQuotesABounceForOne(String subject) {
    assertThat(
            read(
                "Return-Path: <ken@shop.example>\n"
                    + "From: Ken <ken@shop.example>\n"
                    + "To: it@shop.example\n"
                    + "In-Reply-To: <b1@mx.example>\n"
                    + "Subject: "
                    + subject
                    + "\n\nWhat is this?\n\n> <hana@x.example>: host mx.x.example said:\n"
                    + ">     550 5.1.1 User unknown (in reply to RCPT TO command)\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @Test
  void shouldTakeNoFieldsOfADeliveryStatusThatAPersonQuotesForOne() {
    assertThat(
            read(
                "Return-Path: <ken@shop.example>\nFrom: ken@shop.example\nTo: it@shop.example\n"
                    + "Subject: Re: Delivery Status Notification\n\nSee:\n\n"
                    + "Final-Recipient: rfc822; hana@x.example\nAction: failed\nStatus: 5.1.1\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Message Recall Failure: Order\n\nRecipients: ken@x.example",
        "Subject: Meeting Forward Notification: Plan\n\nYour meeting went to ken@x.example",
        "Subject: Quarantine digest\n\n3 messages to ken@x.example wait",
        "Subject: Thank you\n\nI will answer soon.\n\nHana\nhana@x.example",
        "Subject: 配信ご担当者様\n\n担当は田中 ken@x.example です",
      })
  void shouldTakeNoNoticeWithoutAFailureForABounce(String subjectAndText) {
    assertThat(read("Return-Path: <>\nFrom: hana@x.example\nTo: s@shop.example\n" + subjectAndText))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: CI <ci@build.example>\nSubject: Tests failed on main",
        "From: Alerts <noreply@watch.example>\nSubject: 550 5.1.1 in sendMail()",
        "From: Cron <root@gate.example>\nSubject: Cron <root@gate> mail errors of today",
        "From: Forum <forum@talk.example>\nSubject: A new answer to your question",
        "From: Desk <desk@help.example>\nSubject: [Case 7] Undelivered Mail Returned to Sender",
        "From: Lists <news@list.example>\nList-Id: <news.list.example>\nSubject: Bounces",
      })
  void shouldTakeNoMailOfAProgramThatQuotesAServerForABounce(String header) {
    assertThat(
            read(
                "Return-Path: <robot@somewhere.example>\nTo: s@shop.example\n"
                    + "Auto-Submitted: auto-generated\n"
                    + header
                    + "\n\nWhat happened:\n\n  550 5.1.1 <hana@x.example>: no such user\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Automatic reply: failure notice\n\nBack on Monday.\n\n> <ken@y.example>: 550 no such user",
        "Ticket 12 was opened\n\nYou wrote:\nken@y.example came back: 550 5.1.1 unknown user",
        "Thanks\n\nWe read \"550 5.1.1 <ken@y.example> user unknown\" and will see to it.",
      })
  void shouldReadAnAnswerThatQuotesABounceAsAnAnswer(String subjectAndText) {
    RecipientReport only =
        only(
            "Return-Path: <>\nFrom: Hana <hana@x.example>\nTo: s@shop.example\n"
                + "Auto-Submitted: auto-replied\nSubject: "
                + subjectAndText
                + "\n");

    assertThat(only.recipient()).isEqualTo("hana@x.example");
    assertThat(only.diagnosis().reason()).isEqualTo(Reason.VACATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "In-Reply-To: <q@shop.example>\nSubject: Re: mail to Hana",
        "In-Reply-To: <q@shop.example>\nSubject: About your question",
        "Subject: Please clean your list",
      })
  void shouldTakeNoMailThatAPersonWritesAsPostmasterForABounce(String header) {
    assertThat(
            read(
                "Return-Path: <postmaster@x.example>\nFrom: Postmaster <postmaster@x.example>\n"
                    + "To: s@shop.example\n"
                    + header
                    + "\n\nOur server says 550 5.1.1 User unknown for hana@x.example, who left.\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Returned mail: User unknown\n\nhana@x.example: 550 5.1.1 no such user",
        "Subject: Sorry\n\n"
            + "hana@x.example: 550 5.1.1 no such user\n\n"
            + "---- Original message ----\n\n"
            + "From: s@shop.example\n"
            + "To: hana@x.example\n"
            + "Subject: Order\n"
            + "Message-ID: <1@shop.example>",
      })
  void shouldStillReadABounceOfAPostmasterWhoIsItsEnvelopeSender(String subjectAndText) {
    RecipientReport only =
        only(
            "Return-Path: <postmaster@x.example>\nFrom: postmaster@x.example\n"
                + "To: s@shop.example\n"
                + subjectAndText
                + "\n");

    assertThat(only.recipient()).isEqualTo("hana@x.example");
    assertThat(only.diagnosis().reason()).isEqualTo(Reason.USER_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"mail.y.example[192.0.2.9],true", "unknown[192.0.2.9],true", "localhost[::1],false"})
  void shouldTakeNoReportOnASessionWithAStrangersServerForABounce(String client, boolean isNone) {
    Reading reading =
        read(
            "Return-Path: <double-bounce@shop.example>\nFrom: MAILER-DAEMON@shop.example\n"
                + "To: postmaster@shop.example\nSubject: Postfix SMTP server: errors from "
                + client
                + "\n\nTranscript of session follows.\n\n In:  MAIL FROM:<ken@y.example>\n"
                + " Out: 250 2.1.0 Ok\n In:  RCPT TO:<hana@x.example>\n"
                + " Out: 554 5.7.1 <hana@x.example>: Relay access denied\n");

    assertThat(reading instanceof Reading.NotABounce).isEqualTo(isNone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Your mailbox is nearly full", "Quota warning for s@shop.example"})
  void shouldTakeNoWarningToTheOwnerOfAMailboxForABounce(String subject) {
    assertThat(
            read(
                "Return-Path: <>\nFrom: postmaster@shop.example\nTo: s@shop.example\nSubject: "
                    + subject
                    + "\n\n"
                    + "The mailbox shop@shop.example is at 97%. Then 552 mailbox full follows.\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unknown user to me. Go away.                   | FILTERED
          My account does not exist for shops.           | FILTERED
          My mailbox is full of your mails.              | FILTERED
          Quota exceeded (mailbox for user is full)      | MAILBOX_FULL
          """)
  void shouldReadNoCauseInWhatARecipientWritesToRefuseMail(String text, Reason reason) {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: Rejected: Order\nAuto-Submitted: auto-replied (rejected)\n\n"
                + "Your message to <hana@x.example> was automatically rejected:\n"
                + text
                + "\n");

    assertThat(only.recipient()).isEqualTo("hana@x.example");
    assertThat(only.diagnosis().reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disposition-notification", "\"tlsrpt\""})
  void shouldTakeNoReceiptAndNoReportOnTlsForABounce(String type) {
    assertThat(
            read(
                "Return-Path: <>\nFrom: hana@x.example\nTo: s@shop.example\nSubject: Order\n"
                    + "Content-Type: multipart/report; report-type="
                    + type
                    + "; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee below.\n--B--\n"))
        .isInstanceOf(Reading.NotABounce.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth-failure", "not-spam", "opt-out"})
  void shouldTakeNoReportWithoutAComplainantForAComplaint(String type) {
    Reading.Report report = report(feedback(type));

    assertThat(report.recipients())
        .extracting(RecipientReport::action)
        .containsOnly(Action.REPORTED);
    assertThat(report.events()).isEmpty();
  }

  @Test
  void shouldStillReadComplaints() {
    Reading.Report report = report(feedback("abuse"));

    assertThat(report.recipients())
        .extracting(RecipientReport::action)
        .containsExactly(Action.COMPLAINED);
    assertThat(report.events()).hasSize(1);
  }

  @Test
  void shouldReadAnAddressInAContinuedReplyAsPartOfIt() {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: Undelivered Mail Returned to Sender\n\n"
                + "<hana@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1\n"
                + "    <hana.s@x.example> User unknown (in reply to RCPT TO command)\n");

    assertThat(only.recipient()).isEqualTo("hana@x.example");
    assertThat(only.diagnosis().reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(only.reply().text()).doesNotContain("in reply to");
    assertThat(only.reply().command()).isEqualTo("RCPT");
  }

  @Test
  void shouldReadTheLineOfTheErrorInANoticeOfExchange() {
    RecipientReport only =
        only(
            "Return-Path: <>\nFrom: postmaster@x.example\nTo: s@shop.example\n"
                + "Subject: Non remis : Order\n\nVotre message à hana@x.example n'a pas pu être"
                + " remis.\n\nCode d'état : 550 5.1.10\n\nAdresse de l'expéditeur :"
                + " s@shop.example\nAdresse du destinataire : hana@x.example\n\n"
                + "Erreur : 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient hana@x.example"
                + " not found by SMTP address lookup\n");

    assertThat(only.recipient()).isEqualTo("hana@x.example");
    assertThat(only.diagnosis().reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(only.diagnosis().addressIsDead()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "There was a temporary problem delivering your message to hana@x.example. Gmail will retry"
            + " for 46 more hours.",
        "hana@x.example へのメールの配信に一時的な問題が発生しました。あと 46 時間再試行します。",
        "hana@x.example へのメールはまだ届いていません。引き続き配送を試みます。",
        "Der Versand an hana@x.example verzögert sich, die Mail ist noch nicht zugestellt.",
        "Votre message à hana@x.example n'a pas encore été remis. Les essais se poursuivront.",
        "发给 hana@x.example 的邮件尚未送达，系统会继续尝试。",
        "Il messaggio a hana@x.example non è ancora stato recapitato.",
      })
  void shouldReadANoticeOfDelayAsOne(String text) {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: Delivery Status Notification (Delay)\n"
                + "Content-Type: text/plain; charset=utf-8\n\n"
                + text
                + "\n");

    assertThat(only.action()).isEqualTo(Action.DELAYED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Postfix-Sender: rfc822; news@list.example", "Reporting-MTA: dns; out"})
  void shouldChargeTheSenderWithAReplyThatSaysThatTheSenderDoesNotExist(String ofMessage) {
    RecipientReport only =
        only(
            status(
                ofMessage
                    + "\n\nFinal-Recipient: rfc822; hana@x.example\nAction: failed\nStatus: 5.1.1\n"
                    + "Diagnostic-Code: smtp; 550 5.1.1 <news@list.example>: User unknown\n\n"
                    + "--B\nContent-Type: text/rfc822-headers\n\n"
                    + "Return-Path: <news@list.example>\nMessage-ID: <1@list.example>\n"));

    assertThat(only.diagnosis().reason()).isEqualTo(Reason.REJECTED);
    assertThat(only.diagnosis().addressIsDead()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hana さんは x.example で見つかりませんでした。                | USER_UNKNOWN   | true
          在 x.example 上找不到 hana。                                  | USER_UNKNOWN   | true
          hana wurde unter x.example leider nicht gefunden.             | USER_UNKNOWN   | true
          hana non è stato trovato in x.example.                        | USER_UNKNOWN   | true
          宛先が見つかりませんでした。またはサーバーの都合によります。  | FILTERED       | false
          この宛先は存在しないか、受信を拒否しています。                | FILTERED       | false
          今月の送信数の上限に達しました。                              | RATE_LIMITED   | false
          再送期限を過ぎました。                                        | EXPIRED        | false
          宛先のサーバーに接続できませんでした。                        | NETWORK_ERROR  | false
          您的发信频率太快。                                            | RATE_LIMITED   | false
          该帐号已冻结。                                                | SUSPENDED      | false
          收件人拒收来信。                                              | FILTERED       | false
          받는 사람이 수신을 거부했습니다.                              | FILTERED       | false
          """)
  void shouldReadACauseInProseOfSeveralLanguages(String text, Reason reason, boolean isDead) {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: Undelivered Mail Returned to Sender\n"
                + "Content-Type: text/plain; charset=utf-8\n\n<hana@x.example>\n\n"
                + text
                + "\n");

    assertThat(only.diagnosis().reason()).isEqualTo(reason);
    assertThat(only.diagnosis().addressIsDead()).isEqualTo(isDead);
  }

  @ParameterizedTest
  @CsvSource({"RCPT TO:<hana@x.example>,USER_UNKNOWN", "DATA,FILTERED", "MAIL FROM:<s>,REJECTED"})
  void shouldFindTheCommandThatStalwartSaysWasRejected(String command, Reason reason) {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: Failed to deliver message\n\nYour message could not be delivered:\n\n"
                + "<hana@x.example> (host 'mx.x.example' rejected command '"
                + command
                + "' with code 550 (0.0.0) '550 unknown user')\n");

    assertThat(only.diagnosis().reason()).isEqualTo(reason);
  }

  @Test
  void shouldReadARecipientThatIsWrittenAsALink() {
    assertThat(
            only(status("Final-Recipient: rfc822; mailto:hana@x.example\nAction: failed\n"))
                .recipient())
        .isEqualTo("hana@x.example");
  }

  @Test
  void shouldReadARecipientWithNothingButADiagnostic() {
    RecipientReport only =
        only(
            status(
                "Final-Recipient: rfc822; hana@x.example\n"
                    + "Diagnostic-Code: smtp; 552 Mailbox disk quota exceeded\n"));

    assertThat(only.action()).isEqualTo(Action.FAILED);
    assertThat(only.diagnosis().reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  @Test
  void shouldReportARecipientOnceThoughItStandsTenTimes() {
    String block =
        "Final-Recipient: rfc822; hana@x.example\nAction: failed\nStatus: 5.1.1\n"
            + "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n";

    assertThat(report(status(block.repeat(10))).recipients()).hasSize(1);
  }

  @Test
  void shouldReadLinesThatEndWithReturnsAlone() {
    String message =
        status("Final-Recipient: rfc822; hana@x.example\nAction: failed\nStatus: 5.1.1\n");

    assertThat(only(message.replace('\n', '\r')).recipient()).isEqualTo("hana@x.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sorry, I couldn't find any host by that name.",
        "no valid MX hosts found",
        "DNS domain x.example does not exist",
      })
  void shouldKnowThatTheDomainIsMissing(String text) {
    RecipientReport only =
        only(
            DAEMON
                + "Subject: failure notice\n\nI wasn't able to deliver your message.\n\n"
                + "<hana@x.example>:\n"
                + text
                + "\n");

    assertThat(only.diagnosis().reason()).isEqualTo(Reason.HOST_UNKNOWN);
  }

  private static String status(String blocks) {
    return DAEMON
        + "Subject: Delivery Status Notification\nContent-Type: multipart/report;"
        + " report-type=delivery-status; boundary=B\n\n--B\nContent-Type:"
        + " message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        + blocks
        + "\n--B--\n";
  }

  private static String feedback(String type) {
    return DAEMON
        + "Subject: FW: Order\nContent-Type: multipart/report; report-type=feedback-report;"
        + " boundary=B\n\n--B\nContent-Type: message/feedback-report\n\nFeedback-Type: "
        + type
        + "\n"
        + "Version: 1\n"
        + "Original-Rcpt-To: <hana@x.example>\n\n"
        + "--B\n"
        + "Content-Type: message/rfc822\n\n"
        + "Message-ID: <o1@shop.example>\n"
        + "From: s@shop.example\n"
        + "To: hana@x.example\n\n"
        + "hello\n"
        + "--B--\n";
  }

  private RecipientReport only(String message) {
    Reading.Report report = report(message);
    assertThat(report.recipients()).hasSize(1);
    return report.recipients().get(0);
  }

  private Reading.Report report(String message) {
    Reading reading = read(message);
    assertThat(reading).isInstanceOf(Reading.Report.class);
    return (Reading.Report) reading;
  }

  private Reading read(String message) {
    return READER.read(message.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
  }
}
