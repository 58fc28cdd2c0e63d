package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.incidents.IncidentManager;
import dev.todoku.incidents.SignalSet;
import dev.todoku.incidents.Strict;
import dev.todoku.incidents.SubjectLog;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertInvariantTest {
  private static final Scope DOCOMO = new Scope("docomo", "192.0.2.10", null);
  private static final Scope AU = new Scope("au", "192.0.2.10", null);

  private Alert.State state = Alert.State.OPEN;
  private Severity severity = Severity.PAUSE;
  private Scope scope = DOCOMO;
  private long onset = at("09:00");
  private long detectedAt = at("09:10");
  private long time = at("09:20");
  private long resolvedAt;
  private Evidence evidence = Proof.of(10, 8, .02, 22, 19.8, List.of());

  @Test
  void shouldFindNothingInWhatIsInOrder() {
    Alert open = alert();
    assertThat(AlertInvariant.brokenBy(null, open)).isEmpty();
    state = Alert.State.UPDATED;
    time = at("09:30");
    Alert updated = alert();
    assertThat(AlertInvariant.brokenBy(open, updated)).isEmpty();
    state = Alert.State.RESOLVED;
    resolvedAt = at("09:40");
    Alert resolved = alert();
    assertThat(AlertInvariant.brokenBy(updated, resolved)).isEmpty();
    assertThat(AlertInvariant.brokenBy(resolved, alert())).as("with other counts").isEmpty();
    state = Alert.State.WITHDRAWN;
    resolvedAt = 0;
    assertThat(AlertInvariant.brokenBy(resolved, alert())).isEmpty();
  }

  @Test
  void shouldFindAnOnsetAfterTheDetection() {
    onset = at("09:15");
    assertBroken(null, AlertInvariant.ONSET_UNTIL_DETECTION);
    assertThat(AlertInvariant.corrected(null, alert()).onset()).isEqualTo(at("09:10"));
  }

  @Test
  void shouldFindADetectionAfterTheRevision() {
    time = at("09:05");
    assertBroken(null, AlertInvariant.DETECTION_UNTIL_TIME);
    assertThat(AlertInvariant.corrected(null, alert()).time()).isEqualTo(at("09:10"));
  }

  @Test
  void shouldFindAnEndBeforeTheOnset() {
    Alert open = alert();
    state = Alert.State.RESOLVED;
    resolvedAt = at("08:58");
    assertBroken(open, AlertInvariant.ONSET_UNTIL_END);
    assertThat(AlertInvariant.corrected(open, alert()).resolvedAt()).isEqualTo(at("09:00"));
  }

  @Test
  void shouldFindAnEndWithoutATime() {
    Alert open = alert();
    state = Alert.State.RESOLVED;
    assertBroken(open, AlertInvariant.END_WHEN_RESOLVED);
    assertThat(AlertInvariant.corrected(open, alert()).resolvedAt()).isEqualTo(at("09:20"));
  }

  @Test
  void shouldFindATimeThatRunsBack() {
    Alert open = alert();
    state = Alert.State.UPDATED;
    time = at("09:19");
    assertBroken(open, AlertInvariant.TIME_NEVER_BACK);
    assertThat(AlertInvariant.corrected(open, alert()).time()).isEqualTo(at("09:20"));
  }

  @Test
  void shouldFindMoreFailuresThanAttempts() {
    evidence = Proof.of(135, 154, .02, 22, 19.8, List.of());
    assertBroken(null, AlertInvariant.FAILURES_WITHIN_ATTEMPTS);
    assertThat(AlertInvariant.corrected(null, alert()).evidence().attempts()).isEqualTo(154);
  }

  @Test
  void shouldFindWhatEndsOrChangesBeforeItOpened() {
    state = Alert.State.RESOLVED;
    resolvedAt = at("09:20");
    assertBroken(null, AlertInvariant.OPENS_FIRST);
    assertThat(AlertInvariant.isHeldBack(null, alert())).isTrue();
  }

  @Test
  void shouldFindWhatChangesAfterItsEndWithoutOpeningAgain() {
    state = Alert.State.RESOLVED;
    resolvedAt = at("09:20");
    Alert resolved = alert();
    state = Alert.State.UPDATED;
    resolvedAt = 0;
    assertBroken(resolved, AlertInvariant.OPENS_AGAIN_FIRST);
    assertThat(AlertInvariant.isHeldBack(resolved, alert())).isFalse();
    assertThat(AlertInvariant.corrected(resolved, alert()).state()).isEqualTo(Alert.State.OPEN);
    state = Alert.State.WITHDRAWN;
    Alert withdrawn = alert();
    state = Alert.State.RESOLVED;
    resolvedAt = at("09:20");
    assertBroken(withdrawn, AlertInvariant.OPENS_AGAIN_FIRST);
    assertThat(AlertInvariant.isHeldBack(withdrawn, alert())).isTrue();
  }

  @Test
  void shouldFindASeverityThatChangesWithoutAReason() {
    Alert open = alert();
    state = Alert.State.UPDATED;
    severity = Severity.CRITICAL;
    assertBroken(open, AlertInvariant.SEVERITY_CHANGE_IS_EXPLAINED);
    evidence = explained("severity-by-cause");
    assertThat(AlertInvariant.brokenBy(open, alert())).isEmpty();
  }

  @Test
  void shouldFindAScopeThatChangesWithoutAReason() {
    Alert open = alert();
    state = Alert.State.UPDATED;
    scope = new Scope(null, "192.0.2.10", null);
    assertBroken(open, AlertInvariant.SCOPE_CHANGE_IS_EXPLAINED);
    evidence = explained("scope-widened");
    assertThat(AlertInvariant.brokenBy(open, alert())).isEmpty();
  }

  @Test
  void shouldNameThemForTheCounter() {
    assertThat(AlertInvariant.FAILURES_WITHIN_ATTEMPTS.label())
        .isEqualTo("failures-within-attempts");
  }

  @Test
  void shouldPublishImpossibleCountsCorrectedAndReportThem() {
    List<AlertInvariant> reported = new ArrayList<>();
    IncidentManager desk =
        new IncidentManager(
            Playbook.load(), KnownFacts.NONE, (invariant, alert) -> reported.add(invariant));
    Evidence impossible = Proof.of(135, 154, .02, 22, 19.8, List.of());
    Signal signal =
        new Signal(
            DOCOMO,
            Signal.State.RAISED,
            Cause.IP_BLOCK,
            Severity.CRITICAL,
            at("09:00"),
            at("09:10"),
            impossible);
    Alert alert = desk.onSignal(SubjectLog.EMPTY, signal).alerts().get(0);
    assertThat(reported).containsExactly(AlertInvariant.FAILURES_WITHIN_ATTEMPTS);
    assertThat(alert.evidence().attempts()).isEqualTo(154);
    assertThat(alert.title().en()).contains("154 of 154, 100.0%");
    assertThat(alert.remedy()).isNotEmpty();
  }

  @Test
  void shouldNameWhyTheScopeIsWider() {
    IncidentManager desk = new IncidentManager(Playbook.load(), KnownFacts.NONE, Strict.HANDLER);
    SubjectLog log = desk.onSignal(SubjectLog.EMPTY, raised(DOCOMO)).next();
    Alert wider = desk.onSignal(log, raised(AU)).alerts().get(0);
    assertThat(wider.evidence().findings())
        .filteredOn(finding -> finding.id().equals("scope-widened"))
        .extracting(finding -> finding.text().en())
        .containsExactly("The same is seen at au 192.0.2.10: it is one incident.");
  }

  private static Signal raised(Scope scope) {
    return SignalSet.signal(
        scope, Signal.State.RAISED, Cause.IP_BLOCK, at("09:00"), at("09:10"), 8);
  }

  private static Evidence explained(String id) {
    return Proof.of(10, 8, .02, 22, 19.8, List.of(), Indication.of(id, true, null));
  }

  private void assertBroken(Alert before, AlertInvariant invariant) {
    assertThat(AlertInvariant.brokenBy(before, alert())).containsExactly(invariant);
  }

  private Alert alert() {
    return Alert.builder("block#1", Cause.IP_BLOCK, severity, scope)
        .revision(1)
        .state(state)
        .onset(onset)
        .detectedAt(detectedAt)
        .time(time)
        .resolvedAt(resolvedAt)
        .title(new Text("障害", "Incident"))
        .evidence(evidence)
        .build();
  }
}
