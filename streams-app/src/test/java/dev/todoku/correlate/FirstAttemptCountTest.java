package dev.todoku.correlate;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.testing.Mail;
import dev.todoku.wire.UnmatchedMinute;
import dev.todoku.wire.UnmatchedMinute.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstAttemptCountTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final MessageState SENT = EventState.of(MAIL.send(at("09:00")));
  private static final Scope MX1 = new Scope(null, "192.0.2.10", null);

  @Test
  void countsASendForItsMinute() {
    assertThat(FirstAttemptCount.of(null, SENT)).containsExactly(minute("09:00", "09:10", 1, 0, 0));
  }

  @Test
  void countsTheFirstAttemptForTheMinuteOfItsSend() {
    MessageState deferred = SENT.merge(deferredAt("09:05"));
    assertThat(FirstAttemptCount.of(SENT, deferred))
        .containsExactly(minute("09:00", "09:10", 0, 1, 0));
    assertThat(FirstAttemptCount.of(deferred, deferred.merge(deliveredAt("09:20")))).isEmpty();
  }

  @Test
  void countsAnAttemptAfterTenMinutesForItsOwnMinute() {
    assertThat(FirstAttemptCount.of(SENT, SENT.merge(deliveredAt("11:30"))))
        .containsExactly(minute("11:20", "11:30", 0, 0, 1));
  }

  @Test
  void countsBothWhenTheAttemptWasKnownBeforeTheSend() {
    MessageState delivered = deliveredAt("09:01");
    assertThat(FirstAttemptCount.of(null, delivered)).isEmpty();
    assertThat(FirstAttemptCount.of(delivered, delivered.merge(SENT)))
        .containsExactly(minute("09:00", "09:10", 1, 0, 0), minute("09:00", "09:10", 0, 1, 0));
  }

  @Test
  void takesAnAttemptForTimelyThatALogNamesTheSendWith() {
    MessageState logged = EventState.of(MAIL.queueId("4bQ1").send(at("09:00")));
    assertThat(FirstAttemptCount.of(logged, logged.merge(deliveredAt("11:30"))))
        .containsExactly(minute("09:00", "09:10", 0, 1, 0));
  }

  @Test
  void takesBackALateAttemptWhenAnEarlierOneComesToLight() {
    MessageState late = SENT.merge(deliveredAt("09:20"));
    assertThat(FirstAttemptCount.of(late, late.merge(deferredAt("09:05"))))
        .containsExactly(minute("09:00", "09:10", 0, 1, 0), minute("09:10", "09:20", 0, 0, -1));
  }

  @Test
  void countsByFromDomainWhereTheServerIsNotKnown() {
    Origin origin = new Origin(null, null, "shop.example", null, "spring");
    assertThat(FirstAttemptCount.of(null, EventState.of(MAIL.origin(origin).send(at("09:00")))))
        .extracting(UnmatchedMinute::about)
        .containsExactly(new Scope(null, null, "shop.example"));
  }

  @Test
  void doesNotCountNoticesNorWhatNamesNobody() {
    Origin notice = new Origin("mx1", "192.0.2.10", "shop.example", Origin.NOTICES, null);
    for (Origin origin : List.of(notice, Origin.UNKNOWN)) {
      MessageState sent = EventState.of(MAIL.origin(origin).send(at("09:00")));
      assertThat(FirstAttemptCount.of(null, sent)).isEmpty();
    }
  }

  @Test
  void readsWhatItWrote() {
    UnmatchedMinute minute = minute("09:00", "09:10", 3, 2, 1);
    assertThat(UnmatchedMinute.decode(minute.encode())).isEqualTo(minute);
  }

  private static MessageState deferredAt(String time) {
    return EventState.of(MAIL.deferral(at(time), Reason.SYSTEM_ERROR, Mail.TRY_LATER));
  }

  private static MessageState deliveredAt(String time) {
    return EventState.of(MAIL.delivery(at(time)));
  }

  private static UnmatchedMinute minute(String start, String due, int all, int paired, int late) {
    return new UnmatchedMinute(Kind.SENDS, MX1, at(start), at(due), all, paired, late, List.of());
  }
}
