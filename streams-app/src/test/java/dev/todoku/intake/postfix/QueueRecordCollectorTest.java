package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.Peer;
import dev.todoku.hop.QueueRecord;
import dev.todoku.schema.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueRecordCollectorTest {
  private static final String FIRST = line("10:00:00", "cleanup", "message-id=<m1@shop.example>");
  private static final String SENT =
      line(
          "10:00:01",
          "smtp",
          "to=<a@b.example>, relay=mx.b.example[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250"
              + " Ok)");
  private static final String REMOVED = line("10:00:01", "qmgr", "removed");
  private static final String SECOND = line("10:04:00", "cleanup", "message-id=<m2@shop.example>");
  private static final String BOUNCED =
      line(
          "10:04:01",
          "smtp",
          "to=<c@d.example>, relay=mx.d.example[192.0.2.2]:25, delay=1, dsn=5.1.1, status=bounced"
              + " (host mx.d.example[192.0.2.2] said: 550 5.1.1 No such user (in reply to RCPT TO"
              + " command))");

  @Test
  void aQueueIdThatIsUsedAgainAfterItsRemovalIsAnotherEntry() {
    List<QueueRecord> entries = entries(FIRST, SENT, REMOVED, SECOND, BOUNCED);

    assertThat(entries)
        .extracting(QueueRecord::messageId)
        .containsExactly("m1@shop.example", "m2@shop.example");
    assertThat(entries.get(0).removedAt()).isEqualTo(at("10:00:01"));
    assertThat(entries.get(1).attempts()).hasSize(1);
    HopAttempt bounced = entries.get(1).attempts().get(0);
    assertThat(bounced.result()).isEqualTo(HopAttempt.Result.REFUSED);
    assertThat(bounced.reason()).isEqualTo(Reason.USER_UNKNOWN);
    assertThat(bounced.sayAddressIsDead()).isTrue();
    assertThat(bounced.peer()).isEqualTo(new Peer("mx.d.example", "192.0.2.2", 25));
    assertThat(bounced.time()).isEqualTo(at("10:04:01"));
  }

  @Test
  void aReplyThatNamesTheSenderSaysNothingOfTheRecipient() {
    String from = line("10:04:00", "qmgr", "from=<no-such@d2.example>, size=9, nrcpt=1");
    String refused =
        BOUNCED.replace("550 5.1.1 No such user", "550 5.1.1 <no-such@d2.example>: No such user");

    HopAttempt attempt = entries(SECOND, from, refused).get(0).attempts().get(0);

    assertThat(attempt.reason()).isEqualTo(Reason.REJECTED);
    assertThat(attempt.sayAddressIsDead()).isFalse();
  }

  @Test
  void aLineOfTheSecondOfTheRemovalIsOfTheSameEntry() {
    assertThat(entries(FIRST, REMOVED, SENT))
        .singleElement()
        .satisfies(entry -> assertThat(entry.attempts()).hasSize(1));
  }

  @Test
  void aRetryAfterDaysIsOfTheSameEntry() {
    String late =
        "Nov 29 10:00:00 mx1 postfix/smtp[1]: A1A1A1A1A1: to=<a@b.example>, relay=none,"
            + " delay=777600, dsn=4.4.1, status=deferred (connect to mx.b.example[192.0.2.1]:25:"
            + " Connection timed out)";
    assertThat(entries(FIRST, late))
        .singleElement()
        .satisfies(entry -> assertThat(entry.messageId()).isEqualTo("m1@shop.example"));
  }

  @Test
  void anOperatorsDeletionIsToldApartFromALeaveOfTheQueue() {
    assertThat(entries(FIRST, REMOVED).get(0).deletedAt()).isZero();
    assertThat(entries(FIRST, line("10:09:00", "postsuper", "removed")).get(0).deletedAt())
        .isEqualTo(at("10:09:00"));
  }

  private static List<QueueRecord> entries(String... lines) {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    QueueRecordCollector collector = new QueueRecordCollector(LogReading.RULES);
    for (String line : lines) {
      collector.add((QueueLine) parser.parse(line, LogReading.REFERENCE));
    }
    return collector.entries();
  }

  private static String line(String time, String daemon, String text) {
    return "Nov 20 " + time + " mx1 postfix/" + daemon + "[1]: A1A1A1A1A1: " + text;
  }

  private static long at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
  }
}
