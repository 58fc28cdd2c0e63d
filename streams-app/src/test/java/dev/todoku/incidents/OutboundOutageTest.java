package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.OutageJudge;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Proof;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundOutageTest {
  private static final Scope ALL = new Scope(null, null, null);

  private final IncidentManager desk =
      new IncidentManager(Playbook.load(), KnownFacts.NONE, Strict.HANDLER);
  private final List<Alert> alerts = new ArrayList<>();
  private SubjectLog log = SubjectLog.EMPTY;

  @Test
  void oneProviderThatIsNotReachedHasAnOutage() {
    raise("docomo", "09:00", "09:10");
    assertThat(last().cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    assertThat(last().severity()).isEqualTo(Severity.ADVICE);
    assertThat(last().title().en()).contains("docomo", "on its side or yours");
  }

  @Test
  void twoThatBeginTogetherAreProbablyTheSendingSide() {
    raise("docomo", "09:00", "09:10");
    raise("au", "09:20", "09:30");
    assertThat(last().cause()).isEqualTo(Cause.OUTBOUND_DOWN);
    assertThat(last().scope()).isEqualTo(ALL);
    assertThat(last().severity()).isEqualTo(Severity.ADVICE);
    assertThat(last().evidence().confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void fourAreTheSendingSideAndUrgent() {
    raise("docomo", "09:00", "09:10");
    raise("au", "09:01", "09:12");
    raise("google", "09:02", "09:14");
    raise("nifty", "09:03", "09:16");
    assertThat(alerts).extracting(Alert::incidentId).containsOnly(alerts.get(0).incidentId());
    assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(last().evidence().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(last().title().en()).contains("your sending side");
    assertThat(last().evidence().findings())
        .extracting(Evidence.Indication::id)
        .doesNotContain(OutageJudge.EITHER_SIDE);
    assertThat(last().evidence().findings())
        .filteredOn(finding -> finding.id().equals(OutageJudge.ONLY_OVER))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.supports()).isTrue();
              assertThat(finding.text().en()).contains("Only mail over mx1 fails");
            });
    assertThat(last().evidence().failures()).isEqualTo(160);
  }

  @Test
  void whatBeginsHoursLaterIsAnIncidentByItself() {
    raise("docomo", "09:00", "09:10");
    raise("au", "10:01", "10:10");
    assertThat(alerts).extracting(Alert::incidentId).doesNotHaveDuplicates();
    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void aProviderThatLetsMostPassHasATroubleOfItsOwn() {
    raise("docomo", "09:00", "09:10");
    hear("au", Signal.State.RAISED, 400, "09:01", "09:12");
    assertThat(alerts).extracting(Alert::cause).containsOnly(Cause.PROVIDER_OUTAGE);
    assertThat(alerts).extracting(Alert::incidentId).doesNotHaveDuplicates();
  }

  @Test
  void endsWithTheLastOfItsProviders() {
    raise("docomo", "09:00", "09:10");
    raise("au", "09:01", "09:12");
    hear("docomo", Signal.State.CLEARED, 50, "09:00", "11:00");
    assertThat(last().state().isOpen()).isTrue();
    hear("au", Signal.State.CLEARED, 50, "09:01", "11:20");
    assertThat(last().state()).isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void endsWhenMostOfItsProvidersAreReachedAgain() {
    for (String provider : List.of("docomo", "au", "google")) {
      raise(provider, "09:00", "09:10");
    }
    hear("docomo", Signal.State.CLEARED, 50, "09:00", "11:00");
    assertThat(last().state().isOpen()).isTrue();
    hear("au", Signal.State.CLEARED, 50, "09:00", "11:01");
    assertThat(last().state()).isEqualTo(Alert.State.RESOLVED);
  }

  @Test
  void anOutageOfADayAgoDoesNotKeepAProviderFromBeingOneOfMany() {
    raise("au", "06:00", "06:10");
    hear("au", Signal.State.CLEARED, 50, "06:00", "07:00");
    raise("docomo", "09:00", "09:10");
    raise("au", "09:01", "09:12");
    assertThat(last().cause()).isEqualTo(Cause.OUTBOUND_DOWN);
    assertThat(last().evidence().failures()).isEqualTo(80);
  }

  private void raise(String provider, String onset, String time) {
    hear(provider, Signal.State.RAISED, 50, onset, time);
  }

  private void hear(String provider, Signal.State state, long attempts, String onset, String time) {
    Signal signal =
        new Signal(
            new Scope(provider, null, null),
            state,
            Cause.OUTBOUND_DOWN,
            Severity.ADVICE,
            at(onset),
            at(time),
            Proof.of(
                attempts,
                40,
                .06,
                22,
                19.8,
                List.of(),
                Evidence.Indication.of("system-failures", true, null),
                Evidence.Indication.of(OutageJudge.EITHER_SIDE, false, null),
                Evidence.Indication.of(OutageJudge.ONLY_OVER, false, "mx1")));
    IncidentManager.Ruling ruling = desk.onSignal(log, signal);
    log = ruling.next();
    alerts.addAll(ruling.alerts());
  }

  private Alert last() {
    return alerts.get(alerts.size() - 1);
  }
}
