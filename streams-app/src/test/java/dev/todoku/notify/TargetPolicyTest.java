package dev.todoku.notify;

import static dev.todoku.notify.Incident.MINUTE;
import static dev.todoku.notify.Incident.ONSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.notify.TargetPolicy.Situation;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetPolicyTest {
  private static final Incident OPEN = Incident.open("a");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final TargetPolicy PAGER =
      new TargetPolicy(Severity.PAUSE, null, Duration.ofMinutes(30), Duration.ZERO);
  private static final TargetPolicy CHAT =
      new TargetPolicy(
          Severity.ADVICE, QuietHours.parse("22:00-07:00", TOKYO), Duration.ZERO, Duration.ZERO);

  @Test
  void whatOpensIsReportedOnce() {
    assertThat(due(PAGER, OPEN, null)).contains(NotificationKind.OPENED);
    assertThat(due(PAGER, OPEN, OPEN)).isEmpty();
    assertThat(due(PAGER, OPEN.updated(MINUTE), OPEN)).isEmpty();
  }

  @Test
  void aChangeOfSeverityScopeOrCauseIsReported() {
    Incident later = OPEN.updated(MINUTE);
    assertThat(due(PAGER, later.severity(Severity.PAUSE), OPEN)).contains(NotificationKind.UPDATED);
    assertThat(due(PAGER, later.scope(new Scope("docomo", "203.0.113.0/24", null)), OPEN))
        .contains(NotificationKind.UPDATED);
    assertThat(due(PAGER, later.cause(Cause.DNS_LIST), OPEN)).contains(NotificationKind.UPDATED);
  }

  @Test
  void belowTheMinimumNothingIsReportedButTheRestOfWhatWas() {
    assertThat(due(PAGER, OPEN.advice(), null)).isEmpty();
    assertThat(due(PAGER, OPEN.updated(MINUTE).advice(), OPEN)).contains(NotificationKind.UPDATED);
    assertThat(due(PAGER, OPEN.ended(9 * MINUTE).advice(), OPEN)).contains(NotificationKind.ENDED);
  }

  @Test
  void whatLedToATargetOnceIsFollowedThoughNoRouteLeadsThereNow() {
    Situation unrouted = situation(false, false, false, ONSET + 5 * MINUTE);
    assertThat(PAGER.due(OPEN.alert(), null, unrouted)).isEmpty();
    assertThat(PAGER.due(OPEN.ended(9 * MINUTE).alert(), OPEN.delivered("ops", ONSET), unrouted))
        .contains(NotificationKind.ENDED);
  }

  @Test
  void theEndIsReportedOnce() {
    Incident ended = OPEN.ended(9 * MINUTE);
    assertThat(due(PAGER, ended, OPEN)).contains(NotificationKind.ENDED);
    assertThat(due(PAGER, ended, ended)).isEmpty();
    assertThat(due(PAGER, OPEN, ended)).as("again").contains(NotificationKind.OPENED);
  }

  @Test
  void whatBeganAndEndedWhileTheTargetWasAwayIsReportedWithItsEnd() {
    assertThat(due(PAGER, OPEN.ended(9 * MINUTE), null)).contains(NotificationKind.ENDED);
    assertThat(due(PAGER, OPEN.withdrawn(), null)).isEmpty();
  }

  @Test
  void whatEndedBeforeTheTargetWasUsedFirstIsNotReported() {
    Instant later = Instant.ofEpochMilli(ONSET + 10 * MINUTE);
    Situation situation = new Situation(true, false, false, false, later, later);
    assertThat(PAGER.due(OPEN.ended(9 * MINUTE).alert(), null, situation)).isEmpty();
    assertThat(PAGER.due(OPEN.alert(), null, situation)).contains(NotificationKind.OPENED);
  }

  @Test
  void whatIsWithdrawnIsReportedToWhoWasNotified() {
    assertThat(due(PAGER, OPEN.withdrawn(), OPEN)).contains(NotificationKind.WITHDRAWN);
    assertThat(due(PAGER, OPEN.withdrawn(), OPEN.ended(MINUTE)))
        .contains(NotificationKind.WITHDRAWN);
    assertThat(due(PAGER, OPEN.withdrawn(), OPEN.withdrawn())).isEmpty();
  }

  @Test
  void remindsEachHalfHourUntilItIsAcknowledged() {
    Delivered sent = OPEN.delivered("ops", ONSET);
    assertThat(PAGER.due(OPEN.alert(), sent, at(ONSET + 30 * MINUTE - 1))).isEmpty();
    assertThat(PAGER.due(OPEN.alert(), sent, at(ONSET + 30 * MINUTE)))
        .contains(NotificationKind.REMINDER);
    assertThat(PAGER.due(OPEN.alert(), sent, situation(true, true, false, ONSET + 30 * MINUTE)))
        .isEmpty();
    assertThat(CHAT.due(OPEN.alert(), sent, at(ONSET + 999 * MINUTE)))
        .as("not asked for")
        .isEmpty();
  }

  @Test
  void aReminderAfterALongStopIsOne() {
    Notification first =
        new Notification(
            NotificationKind.REMINDER, OPEN.alert(), OPEN.delivered("ops", ONSET), Instant.EPOCH);
    Delivered reminded = Delivered.of("ops", first, Instant.ofEpochMilli(ONSET + 300 * MINUTE));
    assertThat(reminded.reminders()).isEqualTo(1);
    assertThat(PAGER.due(OPEN.alert(), reminded, at(ONSET + 301 * MINUTE))).isEmpty();
    assertThat(
            new Notification(NotificationKind.REMINDER, OPEN.alert(), reminded, Instant.EPOCH).id())
        .isNotEqualTo(first.id());
  }

  @Test
  void whatIsMutedIsReportedWhenItEnds() {
    Situation muted = situation(true, false, true, ONSET + 40 * MINUTE);
    Delivered sent = OPEN.delivered("ops", ONSET);
    assertThat(PAGER.due(OPEN.alert(), null, muted)).isEmpty();
    assertThat(PAGER.due(OPEN.updated(1).severity(Severity.PAUSE).alert(), sent, muted)).isEmpty();
    assertThat(PAGER.due(OPEN.ended(41 * MINUTE).alert(), sent, muted))
        .contains(NotificationKind.ENDED);
  }

  @Test
  void adviceWaitsForTheMorning() {
    Situation night = at(instant("2026-11-23T22:00:00+09:00"));
    Situation morning = at(instant("2026-11-24T07:00:00+09:00"));
    assertThat(CHAT.due(OPEN.advice().alert(), null, night)).isEmpty();
    assertThat(CHAT.due(OPEN.advice().alert(), null, at(instant("2026-11-24T06:59:59+09:00"))))
        .isEmpty();
    assertThat(CHAT.due(OPEN.advice().alert(), null, morning)).contains(NotificationKind.OPENED);
    assertThat(CHAT.due(OPEN.alert(), null, night)).contains(NotificationKind.OPENED);
  }

  @Test
  void quietHoursMayLieWithinADay() {
    QuietHours noon = QuietHours.parse("12:00-13:00", TOKYO);
    assertThat(noon.contains(Instant.parse("2026-11-23T03:00:00Z"))).isTrue();
    assertThat(noon.contains(Instant.parse("2026-11-23T04:00:00Z"))).isFalse();
    assertThatThrownBy(() -> QuietHours.parse("late", TOKYO)).hasMessageContaining("22:00-07:00");
    assertThatThrownBy(() -> QuietHours.parse("25:00-07:00", TOKYO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsExpectedIsReportedOnlyWhenItGoesOn() {
    Instant since = Instant.ofEpochMilli(ONSET);
    Instant now = Instant.ofEpochMilli(ONSET + 10 * MINUTE);
    Situation expected = new Situation(true, false, false, true, since, now);
    assertThat(PAGER.due(OPEN.alert(), null, expected)).isEmpty();
    assertThat(PAGER.due(OPEN.ended(9 * MINUTE).alert(), null, expected)).isEmpty();
    Delivered sent = OPEN.delivered("ops", ONSET);
    assertThat(PAGER.due(OPEN.updated(MINUTE).cause(Cause.DNS_LIST).alert(), sent, expected))
        .isEmpty();
    assertThat(PAGER.due(OPEN.ended(9 * MINUTE).alert(), sent, expected))
        .as("to who was notified of it")
        .contains(NotificationKind.ENDED);
    assertThat(PAGER.due(OPEN.alert(), null, at(ONSET + 60 * MINUTE)))
        .as("goes on")
        .contains(NotificationKind.OPENED);
  }

  private static long instant(String text) {
    return OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }

  private static Optional<NotificationKind> due(TargetPolicy policy, Incident now, Incident last) {
    Delivered sent = last == null ? null : last.delivered("ops", ONSET);
    return policy.due(now.alert(), sent, at(ONSET + 10 * MINUTE));
  }

  private static Situation at(long now) {
    return situation(true, false, false, now);
  }

  private static Situation situation(
      boolean isRouted, boolean isAcknowledged, boolean isMuted, long now) {
    return new Situation(
        isRouted,
        isAcknowledged,
        isMuted,
        false,
        Instant.ofEpochMilli(ONSET),
        Instant.ofEpochMilli(now));
  }
}
