package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueueEntryAssemblerTest {
  private static final String ID = line("20:00:00", "message-id=<m-1@sender.test>");
  private static final String UNQUALIFIED = line("20:00:00", "message-id=<2026.1@vm>");
  private static final String FROM =
      line("20:00:00", "from=<bounce+1@sender.test>, size=300, nrcpt=1 (queue active)");
  private static final String DEFERRED =
      line("20:00:01", "to=<a@b.test>, relay=none, delay=1, dsn=4.4.1, status=deferred (down)");
  private static final String SENT =
      line("20:10:00", "to=<a@b.test>, relay=none, delay=600, dsn=2.0.0, status=sent (250 Ok)");
  private static final String EXPIRED =
      line("21:00:00", "from=<bounce+1@sender.test>, status=expired, returned to sender");
  private static final String NOTICE =
      line("21:00:01", "sender non-delivery notification: 5A1B2C3D4E");
  private static final String HEADER_FROM =
      line(
          "20:00:00",
          "info: header From: Shop <x@shop.test> from app[192.0.2.7]; from=<x@y> to=<z@w>");
  private static final String SUBJECT =
      line("20:00:00", "info: header Subject: Your order from app[192.0.2.7]; from=<x@y> to=<z@w>");

  @Test
  void nothingIsToldBeforeTheIdentityIsKnown() {
    LogReading reading = new LogReading().read(DEFERRED).read(NOTICE).read(FROM);
    assertThat(reading.events()).isEmpty();
    assertThat(reading.story("mx/4A1B2C3D4E").isUnsettled()).isTrue();

    reading.read(ID);

    assertThat(kinds(reading.events())).containsExactly("Send", "Deferral", "DsnSent");
    assertThat(reading.story("mx/4A1B2C3D4E").isUnsettled()).isFalse();
  }

  @Test
  void aReplyThatNamesTheSenderSaysNothingOfTheRecipient() {
    String refused =
        line(
            "20:00:01",
            "to=<a@b.test>, relay=mx.b.test[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host"
                + " mx.b.test[192.0.2.1] said: 550 5.1.1 <bounce+1@sender.test>: User unknown (in"
                + " reply to RCPT TO command))");

    List<MailEvent> events = new LogReading().read(List.of(ID, FROM, refused)).events();

    assertThat(((Bounce) events.get(1)).reason()).isEqualTo(Reason.REJECTED);
  }

  @Test
  void anUnqualifiedIdWaitsForABetterOne() {
    LogReading reading = new LogReading().read(List.of(UNQUALIFIED, FROM, SENT));
    assertThat(reading.events()).isEmpty();
    assertThat(reading.read(ID).events())
        .extracting(MailEvent::messageId)
        .containsOnly("m-1@sender.test");
  }

  @Test
  void anUnqualifiedIdIsTakenWhenNoBetterOneComes() {
    LogReading reading = new LogReading().read(List.of(UNQUALIFIED, FROM, DEFERRED));
    assertThat(reading.settled()).extracting(MailEvent::messageId).containsOnly("2026.1@vm");

    assertThat(reading.read(ID).read(SENT).events())
        .as("a settled story keeps its id")
        .extracting(MailEvent::messageId)
        .containsOnly("2026.1@vm");
  }

  @Test
  void aResentIdIsTakenWhenThereIsNoOther() {
    String resent = line("20:00:00", "resent-message-id=<r@sender.test>");
    assertThat(new LogReading().read(List.of(resent, FROM, SENT)).settled())
        .extracting(MailEvent::messageId)
        .containsOnly("r@sender.test");
    assertThat(new LogReading().read(List.of(resent, FROM, SENT, ID)).settled())
        .extracting(MailEvent::messageId)
        .containsOnly("m-1@sender.test");
  }

  @Test
  void aStoryWithoutAnyIdIsToldUnderItsQueueId() {
    List<MailEvent> events = new LogReading().read(SENT).settled();
    assertThat(kinds(events)).containsExactly("Send", "Delivery");
    assertThat(events)
        .extracting(MailEvent::messageId)
        .containsOnly("4A1B2C3D4E.mx@queue-id.invalid");
    assertThat(((Send) events.get(0)).envelopeFrom()).isNull();
    assertThat(((Send) events.get(0)).origin().fromDomain()).isNull();
  }

  @Test
  void theSenderThatComesTooLateImprovesTheSend() {
    LogReading reading = new LogReading().read(SENT);
    reading.settled();
    List<MailEvent> events = reading.read(FROM).events();
    assertThat(kinds(events)).containsExactly("Send", "Delivery", "Send");
    assertThat(((Send) events.get(2)).envelopeFrom()).isEqualTo("bounce+1@sender.test");
    assertThat(((Send) events.get(2)).time()).isEqualTo(((Send) events.get(0)).time());
  }

  @Test
  void aSendSaysWhenTheMessageWasQueued() {
    List<MailEvent> events = new LogReading().read(List.of(ID, FROM, DEFERRED, SENT)).events();
    assertThat(kinds(events)).containsExactly("Send", "Deferral", "Delivery");
    long queued = LogReading.REFERENCE - 13 * 3_600_000;
    assertThat(((Send) events.get(0)).time()).isEqualTo(queued);
    assertThat(((Delivery) events.get(2)).queuedAt()).isEqualTo(queued);
    assertThat(events.get(2).time()).isEqualTo(queued + 600_000);
  }

  @Test
  void retriesWithRoundedDelaysAreOfTheSameMessage() {
    List<MailEvent> events =
        new LogReading()
            .read(
                List.of(
                    ID,
                    FROM,
                    DEFERRED,
                    line(
                        "23:09:42",
                        "to=<a@b.test>, relay=none, delay=1.1e+04, dsn=4.4.1,"
                            + " status=deferred (down)")))
            .events();
    assertThat(events).hasSize(3);
    assertThat(((Deferral) events.get(2)).queuedAt())
        .isEqualTo(((Deferral) events.get(1)).queuedAt());
  }

  @Test
  void theNullSenderIsToldLikeAnyOther() {
    String from = line("20:00:00", "from=<>, size=300, nrcpt=1 (queue active)");
    List<MailEvent> events = new LogReading().read(List.of(ID, from, SENT)).events();
    assertThat(((Send) events.get(0)).envelopeFrom()).isEmpty();
    assertThat(((Send) events.get(0)).envelopeId()).isNull();
    assertThat(((Send) events.get(0)).origin().fromDomain()).isNull();
  }

  @Test
  void onlyAVerpSenderIsAnEnvelopeId() {
    String plain = line("20:00:00", "from=<News@Sender.test>, size=300, nrcpt=1 (queue active)");
    String verp = line("20:00:00", "from=<N-a=b.test@Sender.test>, size=3, nrcpt=1 (queue active)");
    assertThat(((Send) new LogReading().read(List.of(ID, plain, SENT)).events().get(0)))
        .extracting(Send::envelopeId)
        .isNull();
    assertThat(((Send) new LogReading().read(List.of(ID, verp, SENT)).events().get(0)))
        .extracting(Send::envelopeId)
        .isEqualTo("n-a=b.test@sender.test");
  }

  @Test
  void theHeaderFromGivesTheFromDomain() {
    List<MailEvent> events =
        new LogReading().read(List.of(HEADER_FROM, SUBJECT, ID, FROM, SENT)).events();
    assertThat(kinds(events)).containsExactly("Send", "Delivery");
    assertThat(((Send) events.get(0)).origin().fromDomain()).isEqualTo("shop.test");
    assertThat(((Send) events.get(0)).subject()).isEqualTo("Your order");
  }

  @Test
  void awaitedHeadersMakeTheOrderIrrelevant() {
    List<String> lines = List.of(HEADER_FROM, SUBJECT, UNQUALIFIED, ID, FROM, DEFERRED, SENT);
    QueueEntryAssembler assembler =
        new QueueEntryAssembler(
            LogReading.RULES,
            Map.of("mx", "192.0.2.25")::get,
            Set.of(QueueLine.Header.FROM, QueueLine.Header.SUBJECT));
    Set<MailEvent> expected = new HashSet<>(new LogReading(assembler).read(lines).events());
    for (int seed = 0; seed < 200; seed++) {
      List<String> shuffled = new ArrayList<>(lines);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(new HashSet<>(new LogReading(assembler).read(shuffled).events()))
          .as("seed " + seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void expiryBeforeItsDeferralIsToldWithTheDeferral() {
    LogReading reading = new LogReading().read(List.of(ID, FROM, EXPIRED));
    assertThat(reading.events()).isEmpty();
    List<MailEvent> events = reading.read(DEFERRED).events();
    assertThat(kinds(events)).containsExactly("Send", "Deferral", "Bounce");
    Bounce expiry = (Bounce) events.get(2);
    assertThat(expiry.kind()).isEqualTo(Bounce.Kind.QUEUE_EXPIRY);
    assertThat(expiry.reply().status()).isEqualTo("4.4.1");
    assertThat(expiry.time()).isEqualTo(LogReading.REFERENCE - 12 * 3_600_000);
  }

  @Test
  void anEarlierDeferralThatComesLateDoesNotReplaceTheLast() {
    String later =
        line(
            "20:30:00", "to=<a@b.test>, relay=none, delay=1800, dsn=4.2.2, status=deferred (full)");
    List<MailEvent> events =
        new LogReading().read(List.of(ID, FROM, later, EXPIRED, DEFERRED)).events();
    assertThat(kinds(events)).containsExactly("Send", "Deferral", "Bounce", "Deferral");
    assertThat(((Bounce) events.get(2)).reply().status()).isEqualTo("4.2.2");
  }

  @Test
  void whoeverWasReachedDoesNotExpire() {
    assertThat(kinds(new LogReading().read(List.of(ID, FROM, DEFERRED, SENT, EXPIRED)).events()))
        .containsExactly("Send", "Deferral", "Delivery");
    assertThat(kinds(new LogReading().read(List.of(ID, FROM, SENT, DEFERRED, EXPIRED)).events()))
        .containsExactly("Send", "Delivery", "Deferral");
  }

  @Test
  void anotherMessageUnderTheSameShortQueueIdIsAnotherStory() {
    LogReading reading = new LogReading().read(List.of(ID, FROM, SENT));
    reading.read(line("22:00:00", "message-id=<m-2@sender.test>"));
    reading.read(line("22:00:00", "from=<x@sender.test>, size=9, nrcpt=1 (queue active)"));
    List<MailEvent> events =
        reading
            .read(
                line(
                    "22:00:01",
                    "to=<c@d.test>, relay=none, delay=1, dsn=2.0.0, status=sent (250 Ok)"))
            .events();
    assertThat(kinds(events)).containsExactly("Send", "Delivery", "Send", "Delivery");
    assertThat(events.get(3).messageId()).isEqualTo("m-2@sender.test");
  }

  @Test
  void aWeekLaterAShortQueueIdIsAnotherStoryAndTheFirstIsSettled() {
    LogReading reading = new LogReading().read(List.of(FROM, DEFERRED));
    reading.read(
        "Nov 28 20:00:00 mx postfix/qmgr[1]: 4A1B2C3D4E: from=<y@z>, size=1, nrcpt=1 (queue)");
    assertThat(reading.events())
        .extracting(MailEvent::messageId)
        .containsOnly("4A1B2C3D4E.mx@queue-id.invalid");
    assertThat(reading.story("mx/4A1B2C3D4E").identity().envelopeFrom()).isEqualTo("y@z");
  }

  @Test
  void aLongQueueIdIsNeverUsedAgain() {
    List<String> lines =
        Stream.of(
                ID,
                FROM,
                DEFERRED,
                "Nov 30 20:00:00 mx postfix/smtp[1]: 4A1B2C3D4E: to=<a@b.test>, relay=none,"
                    + " delay=777600, dsn=2.0.0, status=sent (250 Ok)")
            .map(line -> line.replace("4A1B2C3D4E", "4jX4604scGzJX85"))
            .toList();
    assertThat(new LogReading().read(lines).events())
        .hasSize(3)
        .extracting(MailEvent::messageId)
        .containsOnly("m-1@sender.test");
  }

  @Test
  void aStoryWithManyAttemptsSettlesForWhatItHas() {
    LogReading reading = new LogReading();
    for (int i = 0; i < QueueEntry.MOST_PENDING; i++) {
      reading.read(SENT.replace("a@b.test", i + "@b.test"));
    }
    assertThat(reading.events()).hasSize(2 * QueueEntry.MOST_PENDING);
  }

  @Test
  void aStoryRemembersABoundedNumberOfRecipientsThoseStillOpenFirst() {
    LogReading reading = new LogReading().read(List.of(ID, FROM));
    reading.read(DEFERRED);
    for (int i = 0; i < QueueEntry.MOST_ENDED + 10; i++) {
      reading.read(SENT.replace("a@b.test", i + "@b.test"));
    }
    assertThat(reading.story("mx/4A1B2C3D4E").recipients()).hasSize(QueueEntry.MOST_ENDED + 1);
    List<MailEvent> events = reading.read(EXPIRED).events();
    assertThat(((Bounce) events.get(events.size() - 1)).recipient()).isEqualTo("a@b.test");
  }

  @Test
  void everyRecipientOfALargeMessageExpires() {
    LogReading reading = new LogReading().read(List.of(ID, FROM));
    for (int i = 0; i < 600; i++) {
      reading.read(
          DEFERRED
              .replace("a@b.test", i + "@b.test")
              .replace("(down)", "(" + "x".repeat(900) + ")"));
    }
    List<MailEvent> events = reading.read(EXPIRED).events();
    assertThat(events.subList(events.size() - 600, events.size()))
        .allSatisfy(
            event -> assertThat(((Bounce) event).kind()).isEqualTo(Bounce.Kind.QUEUE_EXPIRY))
        .extracting(event -> ((Bounce) event).recipient())
        .doesNotHaveDuplicates();
    assertThat(reading.story("mx/4A1B2C3D4E").encode()).hasSizeLessThan(400_000);
  }

  @Test
  void aShortQueueIdThatWasRemovedIsAnotherMessageWithinMinutes() {
    LogReading reading = new LogReading().read(List.of(ID, FROM, SENT));
    reading.read(line("20:10:00", "removed"));
    reading.read(line("20:14:00", "message-id=<m-2@sender.test>"));
    reading.read(line("20:14:00", "from=<x@sender.test>, size=9, nrcpt=1 (queue active)"));
    List<MailEvent> events =
        reading
            .read(
                line(
                    "20:14:01",
                    "to=<c@d.test>, relay=none, delay=1, dsn=5.1.1, status=bounced (no)"))
            .events();
    assertThat(events.get(3).messageId()).isEqualTo("m-2@sender.test");
    assertThat(((Bounce) events.get(3)).recipient()).isEqualTo("c@d.test");
  }

  @Test
  void theRemovalOfAnUnknownMessageNeedNotBeStored() {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    QueueEntryAssembler assembler = new QueueEntryAssembler(LogReading.RULES, host -> null);
    QueueLine removed = (QueueLine) parser.parse(line("20:10:00", "removed"), LogReading.REFERENCE);
    assertThat(assembler.assemble(null, removed).changed()).isFalse();
  }

  @Test
  void theRemovalOfALongQueueIdChangesNothing() {
    List<String> lines =
        Stream.of(ID, FROM, SENT)
            .map(line -> line.replace("4A1B2C3D4E", "4jX4604scGzJX85"))
            .toList();
    LogReading reading = new LogReading().read(lines);
    QueueEntry before = reading.story("mx/4jX4604scGzJX85");
    reading.read(line("20:10:00", "removed").replace("4A1B2C3D4E", "4jX4604scGzJX85"));
    assertThat(reading.story("mx/4jX4604scGzJX85")).isEqualTo(before);
  }

  @Test
  void aLineThatSaysNothingNewNeedNotBeStored() {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    QueueEntryAssembler assembler = new QueueEntryAssembler(LogReading.RULES, host -> null);
    QueueLine from = (QueueLine) parser.parse(FROM, LogReading.REFERENCE);
    AssembledEntry first = assembler.assemble(null, from);
    assertThat(first.changed()).isTrue();
    assertThat(assembler.assemble(first.next(), from).changed()).isFalse();
  }

  @Test
  void aStoryKeepsEverythingInItsStoredForm() {
    PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);
    QueueEntryAssembler assembler = new QueueEntryAssembler(LogReading.RULES, host -> null);
    for (List<String> lines :
        List.of(
            List.of(UNQUALIFIED, DEFERRED, SENT, NOTICE, EXPIRED),
            List.of(HEADER_FROM, SUBJECT, ID, FROM, DEFERRED, EXPIRED, NOTICE))) {
      QueueEntry entry = null;
      for (String line : lines) {
        entry =
            assembler.assemble(entry, (QueueLine) parser.parse(line, LogReading.REFERENCE)).next();
        assertThat(QueueEntry.decode(entry.encode())).isEqualTo(entry);
      }
    }
  }

  @Test
  void aStoryOfANewerVersionIsRefused() {
    byte[] stored = QueueEntry.begin("mx", "4A1B2C3D4E").encode();
    stored[0] = 99;
    assertThatThrownBy(() -> QueueEntry.decode(stored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void noticesOfAnExpiredMessageNameIt() {
    List<MailEvent> events =
        new LogReading().read(List.of(NOTICE, EXPIRED, DEFERRED, FROM, ID)).events();
    assertThat(kinds(events)).containsExactly("Send", "Deferral", "Bounce", "DsnSent");
    assertThat(((DsnSent) events.get(3)).noticeQueueId()).isEqualTo("5A1B2C3D4E");
  }

  private static List<String> kinds(List<MailEvent> events) {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private static String line(String time, String text) {
    return "Nov 21 " + time + " mx postfix/smtp[1]: 4A1B2C3D4E: " + text;
  }
}
