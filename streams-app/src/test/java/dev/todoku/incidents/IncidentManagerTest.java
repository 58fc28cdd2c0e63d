package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Proof;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentManagerTest {
  private static final Scope DOCOMO = new Scope("docomo", "192.0.2.10", null);
  private static final Scope AU = new Scope("au", "192.0.2.10", null);
  private static final Scope NEIGHBOUR = new Scope("docomo", "192.0.2.77", null);
  private static final String NAME =
      "provider=docomo,source-ip=192.0.2.10#source-ip-20260601T090000Z";

  private final IncidentManager desk =
      new IncidentManager(Playbook.load(), KnownFacts.NONE, Strict.HANDLER);
  private SubjectLog log = SubjectLog.EMPTY;

  @Test
  void theFirstSignalOpensAnIncidentWithItsRemedy() {
    Alert alert = hear(DOCOMO, Signal.State.RAISED, 8, "09:10").orElseThrow();
    assertThat(alert.incidentId()).isEqualTo(NAME);
    assertThat(alert.revision()).isEqualTo(1);
    assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
    assertThat(alert.cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(alert.scope()).isEqualTo(DOCOMO);
    assertThat(alert.onset()).isEqualTo(at("09:00"));
    assertThat(alert.time()).isEqualTo(at("09:10"));
    assertThat(alert.resolvedAt()).isZero();
    assertThat(alert.remedy()).isNotEmpty();
    assertThat(alert.title().en()).contains("192.0.2.10");
    assertThat(alert.evidence().failures()).isEqualTo(8);
  }

  @Test
  void sizeIsToldOfWhenItIsFourTimesAsMuchAndNotByTheMinute() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    assertThat(hear(DOCOMO, Signal.State.UPDATED, 31, "09:20")).isEmpty();
    assertThat(tell(DOCOMO, Signal.State.UPDATED, 32, "09:30")).isEqualTo(NAME + " r2 UPDATED");
    assertThat(hear(DOCOMO, Signal.State.UPDATED, 127, "09:40")).isEmpty();
  }

  @Test
  void theEndBearsItsTimeAndHowItEnded() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Alert end = hear(DOCOMO, Signal.State.CLEARED, 30, "11:00").orElseThrow();
    assertThat(end.state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(end.resolvedAt()).isEqualTo(at("11:00"));
    assertThat(end.evidence().findings())
        .extracting(finding -> finding.text().en())
        .containsExactly("Mail passes again.");
  }

  @Test
  void whatFiresAgainWithinADayKeepsItsName() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    hear(DOCOMO, Signal.State.CLEARED, 8, "11:00");
    assertThat(tell(DOCOMO, Signal.State.RAISED, 8, "15:00")).isEqualTo(NAME + " r3 OPEN");
  }

  @Test
  void whatComesAndGoesIsNotEndedByEachPause() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    assertThat(tell(DOCOMO, Signal.State.CLEARED, 8, "09:40")).isEqualTo(NAME + " r2 RESOLVED");
    Alert again = hear(DOCOMO, Signal.State.RAISED, 8, "09:50").orElseThrow();
    assertThat(again.state()).isEqualTo(Alert.State.OPEN);
    assertThat(again.evidence().findings())
        .extracting(finding -> finding.text().en())
        .containsExactly(
            "It comes and goes (how often, since when: 2\u00d7, 2026-06-01T09:00:00Z).");
    assertThat(hear(DOCOMO, Signal.State.CLEARED, 8, "10:00")).isEmpty();
    assertThat(log.heldUntil()).isEqualTo(at("11:00"));
    assertThat(tell(DOCOMO, Signal.State.RAISED, 9, "10:30")).isEqualTo(NAME + " r4 UPDATED");
    assertThat(hear(DOCOMO, Signal.State.CLEARED, 9, "10:40")).isEmpty();
    assertThat(onTime("16:39")).isEmpty();
    Alert end = onTime("18:00").orElseThrow();
    assertThat(end.state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(end.time()).as("when it was due").isEqualTo(at("16:40"));
    assertThat(end.resolvedAt()).as("when it ended").isEqualTo(at("10:40"));
    assertThat(log.heldUntil()).isZero();
  }

  @Test
  void anIncidentHasEightRevisionsADayHoweverOftenItChanges() {
    int revisions = 0;
    for (int minute = 0; minute < 24 * 60; minute += 10) {
      String time = String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
      boolean isRaised = minute / 10 % 2 == 0;
      long at = at(1, time);
      revisions += (int) onTime(at).stream().count();
      revisions +=
          (int)
              ruling(signal(DOCOMO, isRaised ? Signal.State.RAISED : Signal.State.CLEARED, 8, at))
                  .stream()
                  .count();
    }
    assertThat(revisions).isBetween(4, 8);
  }

  @Test
  void changesAreHeldBackForAnHourAndPublishedTogether() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    assertThat(tell(DOCOMO, Signal.State.UPDATED, 32, "09:20")).isEqualTo(NAME + " r2 UPDATED");
    assertThat(hear(DOCOMO, Signal.State.UPDATED, 128, "09:30")).isEmpty();
    assertThat(hear(DOCOMO, Signal.State.UPDATED, 512, "09:50")).isEmpty();
    Alert next = onTime("10:20").orElseThrow();
    assertThat(next.revision()).isEqualTo(3);
    assertThat(next.evidence().failures()).isEqualTo(512);
    assertThat(onTime("12:00")).isEmpty();
  }

  @Test
  void whatFiresAgainAfterDaysIsAnother() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    hear(DOCOMO, Signal.State.CLEARED, 8, "11:00");
    Signal later =
        new Signal(
            DOCOMO,
            Signal.State.RAISED,
            Cause.IP_BLOCK,
            Severity.CRITICAL,
            at(2, "11:50"),
            at(2, "12:00"),
            Proof.of(1_000, 8, .02, 22, 19.8, List.of()));
    Alert next = ruling(later).orElseThrow();
    assertThat(next.incidentId())
        .isEqualTo("provider=docomo,source-ip=192.0.2.10#source-ip-20260603T115000Z");
    assertThat(next.revision()).isEqualTo(1);
  }

  @Test
  void anAddressThatTwoProvidersRefuseWithinTheHourIsOnAList() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Alert wider = hear(AU, Signal.State.RAISED, 5, "09:30").orElseThrow();
    assertThat(wider.incidentId()).isEqualTo(NAME);
    assertThat(wider.state()).isEqualTo(Alert.State.UPDATED);
    assertThat(wider.cause()).isEqualTo(Cause.DNS_LIST);
    assertThat(wider.scope()).isEqualTo(new Scope(null, "192.0.2.10", null));
    assertThat(wider.evidence().failures()).isEqualTo(13);
    assertThat(wider.evidence().findings())
        .extracting(Evidence.Indication::value)
        .containsExactly("au, docomo", "au 192.0.2.10");
    assertThat(wider.remedy()).extracting(RemedyStep::id).contains("ask-for-removal");
    assertThat(hear(DOCOMO, Signal.State.CLEARED, 8, "12:00")).isEmpty();
    assertThat(tell(AU, Signal.State.CLEARED, 9, "13:00")).isEqualTo(NAME + " r3 RESOLVED");
  }

  @Test
  void whoRefusesAnAddressLaterThatTwoProvidersRefuseDoesSoForTheSameList() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    hear(AU, Signal.State.RAISED, 5, "09:30");
    Scope softbank = new Scope("softbank", "192.0.2.10", null);
    Alert wider = ruling(begun(softbank, Cause.IP_BLOCK, 60, "14:00", "14:10")).orElseThrow();
    assertThat(wider.incidentId()).isEqualTo(NAME);
    assertThat(wider.cause()).isEqualTo(Cause.DNS_LIST);
    assertThat(wider.evidence().failures()).isEqualTo(73);
  }

  @Test
  void whatRefusesAnAddressThatRepliesSayIsListedIsOfTheListHoweverLate() {
    ruling(signal(DOCOMO, Cause.DNS_LIST, Signal.State.RAISED, 8, at("09:10")));
    Alert wider = ruling(begun(AU, Cause.DNS_LIST, 8, "11:30", "11:40")).orElseThrow();
    assertThat(wider.incidentId()).isEqualTo(NAME);
    assertThat(wider.scope()).isEqualTo(new Scope(null, "192.0.2.10", null));
  }

  @Test
  void neighbouringAddressesThatAreRefusedTogetherAreOneNetwork() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Alert wider = hear(NEIGHBOUR, Signal.State.RAISED, 8, "09:12").orElseThrow();
    assertThat(wider.incidentId()).isEqualTo(NAME);
    assertThat(wider.cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(wider.scope()).isEqualTo(new Scope("docomo", "192.0.2.0/24", null));
  }

  @Test
  void neighboursThatDifferentProvidersRefuseHaveNothingInCommon() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Scope elsewhere = new Scope("au", "192.0.2.77", null);
    Alert other = hear(elsewhere, Signal.State.RAISED, 8, "09:30").orElseThrow();
    assertThat(other.state()).isEqualTo(Alert.State.OPEN);
    assertThat(other.scope()).isEqualTo(elsewhere);
    assertThat(other.cause()).isEqualTo(Cause.IP_BLOCK);
  }

  @Test
  void aChangeOfCauseIsAnUpdateOfTheSameIncident() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Signal limited = signal(DOCOMO, Cause.RATE_LIMITING, Signal.State.UPDATED, 9, at("09:20"));
    Alert alert = ruling(limited).orElseThrow();
    assertThat(alert.incidentId()).isEqualTo(NAME);
    assertThat(alert.cause()).isEqualTo(Cause.RATE_LIMITING);
  }

  @Test
  void causesThatHaveNothingToDoWithEachOtherStandSideBySide() {
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    Signal surge = signal(DOCOMO, Cause.VOLUME_SURGE, Signal.State.RAISED, 0, at("09:20"));
    assertThat(ruling(surge).orElseThrow().incidentId()).endsWith("#volume-20260601T090000Z");
  }

  @Test
  void anAllClearWithoutAnOpenIncidentSaysNothing() {
    assertThat(hear(DOCOMO, Signal.State.CLEARED, 8, "09:00")).isEmpty();
    assertThat(log.published()).isEmpty();
    hear(DOCOMO, Signal.State.RAISED, 8, "09:10");
    hear(DOCOMO, Signal.State.CLEARED, 8, "11:00");
    assertThat(hear(DOCOMO, Signal.State.CLEARED, 8, "11:01")).isEmpty();
  }

  @Test
  void anUpdateWhoseBeginningWasMissedOpens() {
    assertThat(tell(DOCOMO, Signal.State.UPDATED, 8, "09:10")).isEqualTo(NAME + " r1 OPEN");
  }

  @Test
  void findingsThatThePlaybookDoesNotKnowAreKeptWithoutText() {
    Evidence evidence =
        Proof.of(
            10,
            8,
            .02,
            22,
            19.8,
            List.of(),
            Evidence.Indication.of("of-another-detector", true, "7"));
    Signal foreign =
        new Signal(
            DOCOMO,
            Signal.State.RAISED,
            Cause.IP_BLOCK,
            Severity.CRITICAL,
            at("09:00"),
            at("09:10"),
            evidence);
    assertThat(ruling(foreign).orElseThrow().evidence()).isEqualTo(evidence);
  }

  private Optional<Alert> onTime(String time) {
    return onTime(at(time));
  }

  private Optional<Alert> onTime(long time) {
    IncidentManager.Ruling diagnosis = desk.onTime(log, time);
    log = diagnosis.next();
    return diagnosis.alerts().stream().findFirst();
  }

  private String tell(Scope scope, Signal.State state, int failures, String time) {
    Alert alert = hear(scope, state, failures, time).orElseThrow();
    return alert.incidentId() + " r" + alert.revision() + " " + alert.state();
  }

  private Optional<Alert> hear(Scope scope, Signal.State state, int failures, String time) {
    return ruling(signal(scope, state, failures, at(time)));
  }

  private Optional<Alert> ruling(Signal signal) {
    IncidentManager.Ruling diagnosis = desk.onSignal(log, signal);
    log = diagnosis.next();
    return diagnosis.alerts().stream().findFirst();
  }

  private static Signal begun(Scope scope, Cause cause, int failures, String onset, String time) {
    return new Signal(
        scope,
        Signal.State.RAISED,
        cause,
        Severity.CRITICAL,
        at(onset),
        at(time),
        Proof.of(100, failures, .02, 22, 19.8, List.of()));
  }

  private static Signal signal(Scope scope, Signal.State state, int failures, long time) {
    return signal(scope, Cause.IP_BLOCK, state, failures, time);
  }

  private static Signal signal(
      Scope scope, Cause cause, Signal.State state, int failures, long time) {
    Evidence.Indication[] findings =
        state == Signal.State.CLEARED
            ? new Evidence.Indication[] {Evidence.Indication.of("passes-again", true, null)}
            : new Evidence.Indication[0];
    return new Signal(
        scope,
        state,
        cause,
        Severity.CRITICAL,
        at("09:00"),
        time,
        Proof.of(1_000, failures, .02, 22, 19.8, List.of(), findings));
  }
}
