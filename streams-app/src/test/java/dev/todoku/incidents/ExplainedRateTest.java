package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Proof;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainedRateTest {
  private static final Scope SENDER = new Scope(null, null, "shop.example");

  private final IncidentManager desk =
      new IncidentManager(Playbook.load(), KnownFacts.NONE, Strict.HANDLER);
  private final List<Alert> alerts = new ArrayList<>();
  private SubjectLog log = SubjectLog.EMPTY;

  @Test
  void theListThatABounceRateIsOfIsTheSameIncident() {
    rate(60, "10:00");
    list(45, "09:50", "10:30");
    assertThat(alerts).extracting(Alert::incidentId).hasSize(2).containsOnly(first());
    assertThat(last().cause()).isEqualTo(Cause.LIST_QUALITY);
    assertThat(last().state()).isEqualTo(Alert.State.UPDATED);
    assertThat(last().onset()).isEqualTo(at("09:50"));
    assertThat(last().evidence().failures()).isEqualTo(45);
  }

  @Test
  void itEndsWithTheListAndNotWithTheDay() {
    rate(60, "10:00");
    list(45, "09:50", "10:30");
    hear(Cause.BOUNCE_RATE, Signal.State.CLEARED, 60, "00:00", "11:00");
    assertThat(last().state().isOpen()).isTrue();
    hear(Cause.LIST_QUALITY, Signal.State.CLEARED, 45, "09:50", "12:00");
    assertThat(alerts).extracting(Alert::incidentId).containsOnly(first());
    assertThat(last().state()).isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void itIsPublishedAtOnceThoughTheRateHasChanged() {
    hear(Cause.BOUNCE_RATE, Signal.State.RAISED, 60, "00:00", "10:00", Severity.ADVICE);
    hear(Cause.BOUNCE_RATE, Signal.State.UPDATED, 120, "00:00", "10:10", Severity.PAUSE);
    list(100, "09:50", "10:30");
    assertThat(last().cause()).isEqualTo(Cause.LIST_QUALITY);
    assertThat(last().time()).isEqualTo(at("10:30"));
  }

  @Test
  void aListThatIsASmallPartOfTheRateStandsBesideIt() {
    rate(60, "10:00");
    list(30, "09:50", "10:30");
    assertThat(last().incidentId()).isNotEqualTo(first());
  }

  @Test
  void aListThatWasSentLaterStandsBesideIt() {
    rate(60, "10:00");
    list(90, "10:01", "10:30");
    assertThat(last().incidentId()).isNotEqualTo(first());
  }

  @Test
  void aListThatIsAnIncidentByItselfStaysOne() {
    list(20, "09:00", "09:30");
    String list = first();
    rate(60, "10:00");
    hear(Cause.LIST_QUALITY, Signal.State.UPDATED, 90, "09:00", "10:30");
    assertThat(last().incidentId()).isEqualTo(list);
  }

  @Test
  void theEndOfAListThatWasNeverReportedEndsNoRate() {
    rate(60, "10:00");
    hear(Cause.LIST_QUALITY, Signal.State.CLEARED, 45, "09:50", "10:30");
    assertThat(alerts).hasSize(1);
  }

  @Test
  void aRateThatIsPassedByWhatTheListDoesNotExplainIsAnother() {
    rate(60, "10:00");
    list(45, "09:50", "10:30");
    hear(Cause.BOUNCE_RATE, Signal.State.UPDATED, 200, "00:00", "14:00");
    assertThat(last().cause()).isEqualTo(Cause.BOUNCE_RATE);
    assertThat(last().incidentId()).isNotEqualTo(first());
  }

  private void rate(long failures, String time) {
    hear(Cause.BOUNCE_RATE, Signal.State.RAISED, failures, "00:00", time);
  }

  private void list(long failures, String onset, String time) {
    hear(Cause.LIST_QUALITY, Signal.State.RAISED, failures, onset, time);
  }

  private void hear(Cause cause, Signal.State state, long failures, String onset, String time) {
    hear(cause, state, failures, onset, time, Severity.PAUSE);
  }

  private void hear(
      Cause cause,
      Signal.State state,
      long failures,
      String onset,
      String time,
      Severity severity) {
    Signal signal =
        new Signal(
            SENDER,
            state,
            cause,
            severity,
            at(onset),
            at(time),
            Proof.of(1_000, failures, .05, 22, 19.8, List.of()));
    IncidentManager.Ruling ruling = desk.onSignal(log, signal);
    log = ruling.next();
    alerts.addAll(ruling.alerts());
  }

  private String first() {
    return alerts.get(0).incidentId();
  }

  private Alert last() {
    return alerts.get(alerts.size() - 1);
  }
}
