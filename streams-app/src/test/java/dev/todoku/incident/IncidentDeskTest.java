package dev.todoku.incident;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentDeskTest {
  private static final Scope SCOPE = new Scope("docomo", "192.0.2.10", null);
  private static final String NAME = "ip-block:provider=docomo,source-ip=192.0.2.10";

  private final IncidentDesk desk = new IncidentDesk(Playbook.load());
  private Incident incident = Incident.NONE;

  @Test
  void theFirstSignalOpensAnIncidentWithItsRemedy() {
    Alert alert = hear(Signal.State.RAISED, at("09:10")).orElseThrow();
    assertThat(alert.incidentId()).isEqualTo(NAME + "#1");
    assertThat(alert.revision()).isEqualTo(1);
    assertThat(alert.state()).isEqualTo(Alert.State.OPEN);
    assertThat(alert.onset()).isEqualTo(at("09:00"));
    assertThat(alert.time()).isEqualTo(at("09:10"));
    assertThat(alert.resolvedAt()).isZero();
    assertThat(alert.remedy()).isNotEmpty();
    assertThat(alert.title().en()).contains("192.0.2.10");
    assertThat(alert.evidence().failures()).isEqualTo(8);
  }

  @Test
  void anIncidentIsUpdatedResolvedAndOpenedAgainUnderTheNextNumber() {
    assertThat(tell(Signal.State.RAISED, "09:10")).isEqualTo("#1 r1 OPEN");
    assertThat(tell(Signal.State.UPDATED, "09:20")).isEqualTo("#1 r2 UPDATED");
    assertThat(tell(Signal.State.RAISED, "09:30")).isEqualTo("#1 r3 UPDATED");
    assertThat(tell(Signal.State.CLEARED, "11:00")).isEqualTo("#1 r4 RESOLVED");
    assertThat(tell(Signal.State.RAISED, "15:00")).isEqualTo("#2 r1 OPEN");
  }

  @Test
  void theEndBearsItsTime() {
    hear(Signal.State.RAISED, at("09:10"));
    assertThat(hear(Signal.State.CLEARED, at("11:00")).orElseThrow().resolvedAt())
        .isEqualTo(at("11:00"));
    assertThat(incident.isOpen()).isFalse();
  }

  @Test
  void anAllClearWithoutAnOpenIncidentSaysNothing() {
    assertThat(hear(Signal.State.CLEARED, at("09:00"))).isEmpty();
    assertThat(incident).isEqualTo(Incident.NONE);
    hear(Signal.State.RAISED, at("09:10"));
    hear(Signal.State.CLEARED, at("11:00"));
    assertThat(hear(Signal.State.CLEARED, at("11:01"))).isEmpty();
  }

  @Test
  void anUpdateWhoseBeginningWasMissedOpens() {
    assertThat(tell(Signal.State.UPDATED, "09:10")).isEqualTo("#1 r1 OPEN");
  }

  private String tell(Signal.State state, String time) {
    Alert alert = hear(state, at(time)).orElseThrow();
    return alert.incidentId().substring(NAME.length())
        + " r"
        + alert.revision()
        + " "
        + alert.state();
  }

  private Optional<Alert> hear(Signal.State state, long time) {
    Signal signal =
        new Signal(
            SCOPE,
            state,
            Cause.IP_BLOCK,
            Severity.CRITICAL,
            at("09:00"),
            time,
            new Evidence(10, 8, .02, 22, 19.8, List.of()));
    IncidentDesk.Ruling ruling = desk.onSignal(incident, signal);
    incident = ruling.next();
    return ruling.alert();
  }
}
