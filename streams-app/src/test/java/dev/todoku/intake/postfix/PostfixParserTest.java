package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.hop.Peer;
import dev.todoku.intake.postfix.QueueLine.AttemptLine;
import dev.todoku.intake.postfix.QueueLine.Result;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Rejection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostfixParserTest {
  private static final String SENT =
      "4A1B2C3D4E: to=<a@b.example>, relay=mx.b.example[192.0.2.1]:25, delay=0.5,"
          + " delays=0.1/0/0.2/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1234)";

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 21 20:47:52 mx postfix/smtp[1]: ",
        "<22>Nov 21 20:47:52 mx postfix/smtp[1]: ",
        "Nov 21 20:47:52 mx postfix-out/smtp[12345]: ",
        "Nov 21 20:47:52 mx postfix/relay/smtp[1]: ",
        "Nov 21 20:47:52 mx mailout/smtp[1]: ",
        "Nov 21 20:47:52 mx postfix/smtp: ",
        "Nov 21 20:47:52 mx postfix/smtp[1]: [ID 197553 mail.info] ",
        "2026-11-21T20:47:52+00:00 mx postfix/smtp[1]: ",
        "2026-11-21T20:47:52.000000+00:00 mx postfix/smtp[1]: ",
        "2026-11-22T05:47:52+09:00 mx postfix/smtp[1]: ",
        "2026-11-21T15:47:52-0500 mx postfix/smtp[1]: ",
        "2026-11-21T20:47:52Z mx postfix/smtp[1]: ",
        "<22>2026-11-21T20:47:52Z mx postfix/smtp[1]: ",
        "<22>1 2026-11-21T20:47:52.000Z mx postfix/smtp 1 - - ",
        "<22>1 2026-11-21T20:47:52Z mx postfix/smtp - MSG [x@1 a=\"b \\\" ] c\"][y@1] ",
      })
  void everyFrameIsRecognised(String frame) {
    AttemptLine line = attempt(frame + SENT);
    assertThat(line.host()).isEqualTo("mx");
    assertThat(line.time()).isEqualTo(at("2026-11-21T20:47:52Z"));
    assertThat(line.queueId()).isEqualTo("4A1B2C3D4E");
    assertThat(line.recipient()).isEqualTo("a@b.example");
    assertThat(line.queuedAt()).isEqualTo(at("2026-11-21T20:47:51.500Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":\"2026-11-21T20:47:52+00:00\",\"host\":\"mx\",\"tag\":\"postfix\\/smtp[1]:\","
            + "\"prog\":\"postfix\",\"msg\":\" %s\"}",
        "{\"message\":\"%s\",\"@timestamp\":\"2026-11-21T20:47:52.000Z\",\"hostname\":\"mx\","
            + "\"programname\":\"postfix/smtp\",\"procid\":1}",
        "{\"@timestamp\":\"2026-11-22T00:00:00Z\",\"timestamp\":\"2026-11-21 20:47:52\","
            + "\"host\":{\"ip\":[\"192.0.2.9\"],\"name\":\"mx\"},\"tags\":[\"a\"],"
            + "\"programname\":\"postfix\",\"message\":\"%s\"}",
        "{\"time\":1795294072,\"host\":\"mx\",\"ident\":\"postfix/smtp\",\"message\":\"%s\"}",
        "{\"time\":1795294072000,\"host\":\"mx\",\"ident\":\"postfix/smtp\",\"message\":\"%s\"}",
        "{\"__REALTIME_TIMESTAMP\":\"1795294072000000\",\"_HOSTNAME\":\"mx\","
            + "\"SYSLOG_IDENTIFIER\":\"postfix/smtp\",\"MESSAGE\":\"%s\"}",
        "{\"time\":\"Nov 21 20:47:52\",\"host\":\"mx\",\"program\":\"postfix/smtp\",\"msg\":\"%s\"}",
        "{\"@timestamp\":\"2026-11-22T00:00:00Z\",\"host\":{\"name\":\"collector\"},"
            + "\"message\":\"Nov 21 20:47:52 mx postfix/smtp[1]: %s\"}",
      })
  void everyJsonFrameIsRecognised(String frame) {
    AttemptLine line = attempt(frame.formatted(SENT));
    assertThat(line.host()).isEqualTo("mx");
    assertThat(line.time()).isEqualTo(at("2026-11-21T20:47:52Z"));
    assertThat(line.reply().text()).isEqualTo("250 2.0.0 Ok: queued as 1234");
  }

  @ParameterizedTest
  @CsvSource({
    "Dec 31 23:59:58, 2027-01-01T00:00:05Z, 2026-12-31T23:59:58Z",
    "Jan  1 00:00:02, 2026-12-31T23:59:59Z, 2027-01-01T00:00:02Z",
    "Nov 21 20:47:52, 2026-11-22T00:00:00Z, 2026-11-21T20:47:52Z",
    "Feb 29 10:00:00, 2028-03-01T00:00:00Z, 2028-02-29T10:00:00Z",
    "Jun 30 23:59:60, 2026-07-01T00:00:00Z, 2026-06-30T23:59:59Z",
  })
  void bsdTimesTakeTheYearNearestToTheRecord(String written, String reference, String time) {
    Parsed parsed = parser.parse(written + " mx postfix/smtp[1]: " + SENT, at(reference));
    assertThat(((AttemptLine) parsed).time()).isEqualTo(at(time));
  }

  @Test
  void bsdTimesAreInTheConfiguredZone() {
    PostfixParser tokyo = new PostfixParser(ZoneId.of("Asia/Tokyo"), LogReading.RULES);
    Parsed parsed =
        tokyo.parse("Nov 22 05:47:52 mx postfix/smtp[1]: " + SENT, LogReading.REFERENCE);
    assertThat(((AttemptLine) parsed).time()).isEqualTo(at("2026-11-21T20:47:52Z"));
  }

  @ParameterizedTest
  @CsvSource({"432015, 432015", "2.3e+04, 23000", "1e+05, 100000", "2.3e+, 0", "1e+99, 0"})
  void aDelayMayHaveAnExponent(String delay, long seconds) {
    String sent = SENT.replace("0.5,", delay + ",");
    assertThat(attempt("Nov 21 20:47:52 mx postfix/smtp[1]: " + sent))
        .extracting(AttemptLine::queuedAt)
        .isEqualTo(at("2026-11-21T20:47:52Z") - seconds * 1000);
  }

  @Test
  void aLongQueueIdTellsWhenTheMessageWasQueued() {
    String sent = SENT.replace("4A1B2C3D4E", "4jX4604scGzJX85");
    assertThat(attempt("Nov 21 20:47:58 mx postfix/smtp[1]: " + sent.replace("0.5,", "5.5,")))
        .extracting(AttemptLine::queuedAt)
        .isEqualTo(at("2026-11-21T20:47:52Z"));
    assertThat(attempt("2026-11-21T20:47:58.1Z mx postfix/smtp[1]: " + sent.replace("0.5,", "6,")))
        .extracting(line -> line.queuedAt() / 1000)
        .isEqualTo(at("2026-11-21T20:47:52Z") / 1000);
    assertThat(attempt("Nov 21 23:47:52 mx postfix/smtp[1]: " + sent))
        .as("a log in another zone than configured")
        .extracting(AttemptLine::queuedAt)
        .isEqualTo(at("2026-11-21T23:47:51.500Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sent       | SENT     | mx.b.example[192.0.2.1]:25        | mx.b.example
          sent       | SENT     | mx.b.example[2001:db8::1]:25      | mx.b.example
          sent       | SENT     | local                             | local
          sent       | SENT     | virtual                           | virtual
          sent       | SENT     | dovecot                           | dovecot
          sent       | SENT     | mail.b.example[private/lmtp]      | mail.b.example
          deferred   | DEFERRED | none                              |
          SOFTBOUNCE | DEFERRED | none                              |
          bounced    | BOUNCED  | mx.b.example[192.0.2.1]:25, conn_use=3 | mx.b.example
          """)
  void resultAndRemoteHostAreRead(String status, Result result, String relay, String host) {
    AttemptLine line =
        attempt(
            bsd(
                "4A1B2C3D4E: to=<a@b.example>, orig_to=<root>, relay="
                    + relay
                    + ", delay=0.5, delays=0/0/0/0, dsn=4.0.0, status="
                    + status
                    + " (text)"));
    assertThat(line.result()).isEqualTo(result);
    assertThat(line.remoteHost()).isEqualTo(host);
    assertThat(line.originalRecipient()).isEqualTo("root");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          host mx.b[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command) | 5.0.0 | 550 | 5.1.1 | RCPT TO | 550 5.1.1 No such user
          host mx.b[192.0.2.1] said: 550 No such user (in reply to RCPT TO command) | 5.0.0 | 550 | 5.0.0 | RCPT TO | 550 No such user
          host mx.b[192.0.2.1] said: 550 #5.1.0 Address rejected. (in reply to MAIL FROM command) | 5.0.0 | 550 | 5.1.0 | MAIL FROM | 550 #5.1.0 Address rejected.
          host mx.b[192.0.2.1] said: 550-5.7.26 Unauthenticated. See 550 5.7.26 https://x.example (in reply to end of DATA command) | 5.7.26 | 550 | 5.7.26 | end of DATA | 550-5.7.26 Unauthenticated. See 550 5.7.26 https://x.example
          host mx.b[192.0.2.1] said: 554 he said: 250 (really) (in reply to end of DATA command) | 5.0.0 | 554 | 5.0.0 | end of DATA | 554 he said: 250 (really)
          host mx.b[192.0.2.1] refused to talk to me: 421 4.7.0 Try later | 4.0.0 | 421 | 4.7.0 | CONNECT | 421 4.7.0 Try later
          delivery temporarily suspended: host mx.b[192.0.2.1] said: 451 4.7.1 Slow down (in reply to RCPT TO command) | 4.7.1 | 451 | 4.7.1 | RCPT TO | 451 4.7.1 Slow down
          delivery temporarily suspended: lost connection with mx.b[192.0.2.1] while receiving the initial server greeting | 4.4.2 | 0 | 4.4.2 | - | delivery temporarily suspended: lost connection with mx.b[192.0.2.1] while receiving the initial server greeting
          connect to mx.b[192.0.2.1]:25: Connection refused | 4.4.1 | 0 | 4.4.1 | - | connect to mx.b[192.0.2.1]:25: Connection refused
          connect to mx.b[2001:db8::1]:25: Network is unreachable | 4.4.1 | 0 | 4.4.1 | - | connect to mx.b[2001:db8::1]:25: Network is unreachable
          lost connection with mx.b[192.0.2.1] while sending end of data -- message may be sent more than once | 4.4.2 | 0 | 4.4.2 | - | lost connection with mx.b[192.0.2.1] while sending end of data -- message may be sent more than once
          conversation with mx.b[192.0.2.1] timed out while sending message body | 4.4.2 | 0 | 4.4.2 | - | conversation with mx.b[192.0.2.1] timed out while sending message body
          Host or domain name not found. Name service error for name=b.example type=MX: Host not found | 5.4.4 | 0 | 5.4.4 | - | Host or domain name not found. Name service error for name=b.example type=MX: Host not found
          bad DNS name | 5.4.4 | 0 | 5.4.4 | - | bad DNS name
          mail for b.example loops back to myself | 5.4.6 | 0 | 5.4.6 | - | mail for b.example loops back to myself
          unknown user: "nobody" | 5.1.1 | 0 | 5.1.1 | - | unknown user: "nobody"
          delivered to mailbox | 2.0.0 | 0 | 2.0.0 | - | delivered to mailbox
          250 2.0.0 Ok: queued as 4jX4605XbbzJX4b | 2.0.0 | 250 | 2.0.0 | - | 250 2.0.0 Ok: queued as 4jX4605XbbzJX4b
          250 2.0.0 <a@b.example> AbCdEf Saved | 2.0.0 | 250 | 2.0.0 | - | 250 2.0.0 <a@b.example> AbCdEf Saved
          Command died with status 1: "/usr/bin/x". Command output: no (sorry) | 5.3.0 | 0 | 5.3.0 | - | Command died with status 1: "/usr/bin/x". Command output: no (sorry)
          """)
  void theReplyIsTakenOutOfPostfixsWords(
      String text, String dsn, int code, String status, String command, String said) {
    AttemptLine line =
        attempt(
            bsd(
                "4A1B2C3D4E: to=<a@b.example>, relay=none, delay=1, dsn="
                    + dsn
                    + ", status=deferred ("
                    + text
                    + ")"));
    assertThat(line.reply().code()).isEqualTo(code);
    assertThat(line.reply().status()).isEqualTo(status);
    assertThat(line.reply().command()).isEqualTo(command);
    assertThat(line.reply().text()).isEqualTo(said);
  }

  @Test
  void aTextThatSyslogCutIsReadAsFarAsItGoes() {
    AttemptLine line =
        attempt(
            bsd(
                "4A1B2C3D4E: to=<a@b.example>, relay=none, delay=1, dsn=5.1.1, status=bounced"
                    + " (host mx.b[192.0.2.1] said: 550 5.1.1 No such us"));
    assertThat(line.reply().code()).isEqualTo(550);
    assertThat(line.reply().text()).isEqualTo("550 5.1.1 No such us");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "josé@b.example",
        "\"a, b\"@b.example",
        "\"a>, relay=evil\"@b.example",
        "\"a\\\">, b\"@b.example",
        "a>b@b.example",
        "a,b@b.example",
        "用户@例え.jp",
        "root"
      })
  void addressesMayHoldAlmostAnything(String address) {
    assertThat(
            attempt(
                    bsd(
                        "4A1B2C3D4E: to=<"
                            + address
                            + ">, relay=none, delay=1, dsn=5.1.1, status=bounced (x)"))
                .recipient())
        .isEqualTo(address);
    assertThat(parse(bsd("4A1B2C3D4E: from=<" + address + ">, size=12, nrcpt=3 (queue active)")))
        .isEqualTo(
            new QueueLine.FromLine("mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), address, 12, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "<m-1@sender.test>, m-1@sender.test",
    "m-1@sender.test, m-1@sender.test",
    "<m 1 @sender.test>, m 1 @sender.test",
    "<m-1@sender.test> (added by relay), m-1@sender.test",
    "< m-1@sender.test >, m-1@sender.test",
  })
  void messageIdsAreBroughtToTheirNormalForm(String written, String id) {
    assertThat(parse(bsd("4A1B2C3D4E: message-id=" + written)))
        .isEqualTo(
            new QueueLine.MessageIdLine("mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), id, false));
  }

  @Test
  void aResentMessageIdIsToldApart() {
    assertThat(parse(bsd("4A1B2C3D4E: resent-message-id=<r@sender.test>")))
        .isEqualTo(
            new QueueLine.MessageIdLine(
                "mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), "r@sender.test", true));
  }

  @ParameterizedTest
  @CsvSource({
    "sender non-delivery, NON_DELIVERY",
    "sender delay, DELAY",
    "sender delivery status, SUCCESS",
    "postmaster non-delivery, NON_DELIVERY",
  })
  void noticesAreRead(String words, DsnSent.Kind kind) {
    assertThat(parse(bsd("4A1B2C3D4E: " + words + " notification: 4jX4605XbbzJX4b")))
        .isEqualTo(
            new QueueLine.NoticeLine(
                "mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), kind, "4jX4605XbbzJX4b"));
  }

  @Test
  void aMessageThatLeavesTheQueueIsRead() {
    long time = at("2026-11-21T20:47:52Z");
    assertThat(parse("Nov 21 20:47:52 mx postfix/qmgr[1]: 4A1B2C3D4E: removed"))
        .isEqualTo(new QueueLine.RemovedLine("mx", "4A1B2C3D4E", time, false));
    assertThat(parse("Nov 21 20:47:52 mx postfix/postsuper[1]: 4A1B2C3D4E: removed"))
        .isEqualTo(new QueueLine.RemovedLine("mx", "4A1B2C3D4E", time, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MailScanner[1]: Requeue: 5A1B2C3D4E.A1B2C to 4A1B2C3D4E",
        "postfix/pickup[1]: 4A1B2C3D4E: uid=89 from=<a@b> orig_id=5A1B2C3D4E",
        "postfix/smtpd[1]: 4A1B2C3D4E: client=localhost[127.0.0.1], orig_queue_id=5A1B2C3D4E,"
            + " orig_client=app[192.0.2.7]",
      })
  void theQueueIdBeforeIsRead(String text) {
    assertThat(parse("Nov 21 20:47:52 mx " + text))
        .isEqualTo(
            new QueueLine.PreviousLine(
                "mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), "5A1B2C3D4E"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          mx.b.example[192.0.2.1]:587 | x | mx.b.example | 192.0.2.1 | 587
          mx.b.example[2001:db8::1]:25, conn_use=2 | x | mx.b.example | 2001:db8::1 | 25
          local | delivered to mailbox | local | - | 0
          none | connect to filter[127.0.0.1]:10024: Connection refused | filter | 127.0.0.1 | 10024
          none | delivery temporarily suspended: lost connection with mx.b[192.0.2.1] while x | mx.b | 192.0.2.1 | 0
          none | Host or domain name not found. Name service error for name=relay.corp.example type=MX: Host not found | relay.corp.example | - | 0
          none | unable to look up host relay.corp.example: No address | relay.corp.example | - | 0
          none | mail transport unavailable | - | - | 0
          """)
  void whomAnAgentSpokeToOrWantedToIsRead(
      String relay, String text, String name, String address, int port) {
    AttemptLine line =
        attempt(
            bsd(
                "4A1B2C3D4E: to=<a@b.example>, relay="
                    + relay
                    + ", delay=1, dsn=4.4.1, status=deferred ("
                    + text
                    + ")"));
    assertThat(line.agent()).isEqualTo("smtp");
    assertThat(line.peer()).isEqualTo(name == null ? null : new Peer(name, address, port));
  }

  @Test
  void anOverlongMessageIdIsCut() {
    String id = "x".repeat(1_200) + "@b.example";
    assertThat(parse(bsd("4A1B2C3D4E: message-id=<" + id + ">")))
        .isEqualTo(
            new QueueLine.MessageIdLine(
                "mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), "x".repeat(998), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"expired", "force-expired"})
  void expiryIsRead(String status) {
    assertThat(parse(bsd("4A1B2C3D4E: from=<a@b>, status=" + status + ", returned to sender")))
        .isEqualTo(new QueueLine.ExpiredLine("mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          info: header From: Shop <a@B.Example>   | FROM    | b.example
          info: header From: a@b.example (Shop)   | FROM    | b.example
          info: header from: "x@y" <a@b.example>  | FROM    | b.example
          warning: header From: <a@例え.jp>         | FROM    | xn--r8jz45g.jp
          info: header Subject: Hi from Bob       | SUBJECT | Hi from Bob
          """)
  void headersThatHeaderChecksLogAreRead(String text, QueueLine.Header header, String value) {
    String line =
        "4A1B2C3D4E: " + text + " from app[192.0.2.7]; from=<x@y> to=<z@w> proto=SMTP helo=<app>";
    assertThat(parse(bsd(line)))
        .isEqualTo(
            new QueueLine.HeaderLine(
                "mx", "4A1B2C3D4E", at("2026-11-21T20:47:52Z"), header, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 450 4.7.25 Client host rejected: cannot find your hostname; from=<a@b> to=<c@d> proto=ESMTP helo=<h> | unknown[192.0.2.7] | a@b | 450 | 4.7.25 | RCPT TO | 450 4.7.25 Client host rejected: cannot find your hostname
          NOQUEUE: reject: RCPT from [192.0.2.7]:1025: 550 5.7.1 Service unavailable; from=<a@b>, to=<c@d>, proto=ESMTP, helo=<h> | [192.0.2.7]:1025 | a@b | 550 | 5.7.1 | RCPT TO | 550 5.7.1 Service unavailable
          4A1B2C3D4E: milter-reject: END-OF-MESSAGE from app[2001:db8::7]: 5.7.1 Spam; from=<> to=<c@d> proto=SMTP helo=<h> | app[2001:db8::7] | '' | 0 | 5.7.1 | end of DATA | 5.7.1 Spam
          4A1B2C3D4E: reject: header Subject: Win from us from app[192.0.2.7]; from=<a@b> to=<c@d> proto=SMTP helo=<h>: 5.7.1 No prizes | app[192.0.2.7] | a@b | 0 | 5.7.1 | end of DATA | 5.7.1 No prizes
          """)
  void refusalsAreRead(
      String text, String client, String sender, int code, String status, String cmd, String said) {
    Rejection rejection = ((Parsed.RejectLine) parse(bsd(text))).rejection();
    assertThat(rejection.recipient()).isEqualTo("c@d");
    assertThat(rejection.client()).isEqualTo(client);
    assertThat(rejection.envelopeFrom()).isEqualTo(sender);
    assertThat(rejection.reply().code()).isEqualTo(code);
    assertThat(rejection.reply().status()).isEqualTo(status);
    assertThat(rejection.reply().command()).isEqualTo(cmd);
    assertThat(rejection.reply().text()).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "Nov 21 20:47:52 mx postfix/smtpd[1]: connect from localhost[127.0.0.1]",
        "Nov 21 20:47:52 mx postfix/smtpd[1]: 4A1B2C3D4E: client=localhost[127.0.0.1]",
        "Nov 21 20:47:52 mx postfix/pickup[1]: 4A1B2C3D4E: uid=0 from=<root>",
        "Nov 21 20:47:52 mx postfix/cleanup[1]: 4A1B2C3D4E: message-id=<>",
        "Nov 21 20:47:52 mx postfix/smtp[1]: 4A1B2C3D4E: to=<a@b>, relay=x[192.0.2.1]:25,"
            + " delay=1, dsn=2.1.5, status=deliverable (250 Ok)",
        "Nov 21 20:47:52 mx postfix/smtp[1]: warning: host x[192.0.2.1]:25 greeted me",
        "Nov 21 20:47:52 mx postfix/scache[1]: statistics: domain lookup hits=1",
        "Nov 21 20:47:52 mx postfix/smtpd[1]: NOQUEUE: reject: CONNECT from x[192.0.2.1]: 554"
            + " 5.7.1 no; proto=SMTP",
        "Nov 21 20:47:52 mx postfix/smtpd[1]: NOQUEUE: reject_warning: RCPT from x[192.0.2.1]: 450"
            + " x; from=<a@b> to=<c@d>",
        "Nov 21 20:47:52 mx last message repeated 3 times",
        "Nov 21 20:47:52 mx kernel: [ 1.5] to=<a@b>",
      })
  void whatTellsNothingIsIgnored(String line) {
    assertThat(parse(line)).isInstanceOf(Parsed.Ignored.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          garbage                                                       | does not begin with a time
          Feb 30 20:47:52 mx postfix/smtp[1]: x                         | does not begin with a time
          Nov 21 25:47:52 mx postfix/smtp[1]: x                         | does not begin with a time
          2026-13-01T00:00:00Z mx postfix/smtp[1]: x                    | RFC 3339
          0001-01-01T00:00:00Z mx postfix/smtp[1]: x                    | RFC 3339
          9999-01-01T00:00:00Z mx postfix/smtp[1]: x                    | RFC 3339
          2026-11-21T20:47:52+99:00 mx postfix/smtp[1]: x               | RFC 3339
          Nov 21 20:47:52 mx                                            | cut syslog line
          {"ts":"2026-11-21T20:47:52Z","host":"mx","ms                  | JSON that does not parse
          {"ts":"2026-11-21T20:47:52Z","host":"mx","tag":"postfix/x"}   | without a message
          {"host":"mx","tag":"postfix/smtp","msg":"x"}                  | without a time
          {"ts":"yesterday","host":"mx","tag":"postfix/x","msg":"x"}    | whose time
          Nov 21 20:47:52 mx sshd[1]: 4A1B2C3D4E: to=<a@b>, relay=none, status=sent (x) | looks like a delivery attempt
          Nov 21 20:47:52 mx postfix/smtp[1]: 4A1B2C3D4E: to=<a@b       | cut delivery line
          Nov 21 20:47:52 mx postfix/smtp[1]: 4A1B2C3D4E: to=<a@b>, relay=none, dsn=2 | cut delivery
          Nov 21 20:47:52 mx postfix/qmgr[1]: 4A1B2C3D4E: from=<a@b     | cut queue manager line
          Nov 21 20:47:52 mx postfix/smtp[1]: 4A1B2C3D4E: to=<\uFFFD@b>, relay=none, status=sent (x) | UTF-8
          """)
  void whatIsDamagedIsUnreadableAndSaysWhy(String line, String reason) {
    assertThat(parse(line.replace("\\uFFFD", "\uFFFD")))
        .isInstanceOfSatisfying(
            Parsed.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).contains(reason));
  }

  @Test
  void addressesBeyondTheContractsLimitsAreUnreadable() {
    String line = "4A1B2C3D4E: to=<%s@b>, relay=none, delay=1, dsn=5.1.1, status=bounced (x)";
    assertThat(parse(bsd(line.formatted("a".repeat(400)))))
        .isEqualTo(new Parsed.Unreadable("recipient has 402 characters; at most 320 are allowed"));
  }

  private AttemptLine attempt(String line) {
    Parsed parsed = parse(line);
    assertThat(parsed).isInstanceOf(AttemptLine.class);
    return (AttemptLine) parsed;
  }

  private Parsed parse(String line) {
    return parser.parse(line, LogReading.REFERENCE);
  }

  private static String bsd(String message) {
    return "Nov 21 20:47:52 mx postfix/smtp[1]: " + message;
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
