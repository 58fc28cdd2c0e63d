package dev.todoku.unpaired;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.correlation.MessageFacts;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.testing.Mail;
import dev.todoku.unpaired.UnpairedMinute.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final MessageFacts SENT = MessageFacts.of(MAIL.send(at("09:00")));
  private static final Scope MX1 = new Scope(null, "192.0.2.10", null);

  @Test
  void countsASendForItsMinute() {
    assertThat(Departure.of(null, SENT)).containsExactly(minute("09:00", "09:10", 1, 0, 0));
  }

  @Test
  void countsTheFirstAttemptForTheMinuteOfItsSend() {
    MessageFacts deferred = SENT.merge(deferredAt("09:05"));
    assertThat(Departure.of(SENT, deferred)).containsExactly(minute("09:00", "09:10", 0, 1, 0));
    assertThat(Departure.of(deferred, deferred.merge(deliveredAt("09:20")))).isEmpty();
  }

  @Test
  void countsAnAttemptAfterTenMinutesForItsOwnMinute() {
    assertThat(Departure.of(SENT, SENT.merge(deliveredAt("11:30"))))
        .containsExactly(minute("11:20", "11:30", 0, 0, 1));
  }

  @Test
  void countsBothWhenTheAttemptWasKnownBeforeTheSend() {
    MessageFacts delivered = deliveredAt("09:01");
    assertThat(Departure.of(null, delivered)).isEmpty();
    assertThat(Departure.of(delivered, delivered.merge(SENT)))
        .containsExactly(minute("09:00", "09:10", 1, 0, 0), minute("09:00", "09:10", 0, 1, 0));
  }

  @Test
  void takesAnAttemptForTimelyThatALogNamesTheSendWith() {
    MessageFacts logged = MessageFacts.of(MAIL.queueId("4bQ1").send(at("09:00")));
    assertThat(Departure.of(logged, logged.merge(deliveredAt("11:30"))))
        .containsExactly(minute("09:00", "09:10", 0, 1, 0));
  }

  @Test
  void takesBackALateAttemptWhenAnEarlierOneComesToLight() {
    MessageFacts late = SENT.merge(deliveredAt("09:20"));
    assertThat(Departure.of(late, late.merge(deferredAt("09:05"))))
        .containsExactly(minute("09:00", "09:10", 0, 1, 0), minute("09:10", "09:20", 0, 0, -1));
  }

  @Test
  void countsByFromDomainWhereTheServerIsNotKnown() {
    Origin origin = new Origin(null, null, "shop.example", null, "spring");
    assertThat(Departure.of(null, MessageFacts.of(MAIL.origin(origin).send(at("09:00")))))
        .extracting(UnpairedMinute::about)
        .containsExactly(new Scope(null, null, "shop.example"));
  }

  @Test
  void doesNotCountNoticesNorWhatNamesNobody() {
    Origin notice = new Origin("mx1", "192.0.2.10", "shop.example", Origin.NOTICES, null);
    for (Origin origin : List.of(notice, Origin.UNKNOWN)) {
      MessageFacts sent = MessageFacts.of(MAIL.origin(origin).send(at("09:00")));
      assertThat(Departure.of(null, sent)).isEmpty();
    }
  }

  @Test
  void readsWhatItWrote() {
    UnpairedMinute minute = minute("09:00", "09:10", 3, 2, 1);
    assertThat(UnpairedMinute.decode(minute.encode())).isEqualTo(minute);
  }

  private static MessageFacts deferredAt(String time) {
    return MessageFacts.of(MAIL.deferral(at(time), Reason.SYSTEM_ERROR, Mail.TRY_LATER));
  }

  private static MessageFacts deliveredAt(String time) {
    return MessageFacts.of(MAIL.delivery(at(time)));
  }

  private static UnpairedMinute minute(String start, String due, int all, int paired, int late) {
    return new UnpairedMinute(Kind.SENDS, MX1, at(start), at(due), all, paired, late, List.of());
  }
}
