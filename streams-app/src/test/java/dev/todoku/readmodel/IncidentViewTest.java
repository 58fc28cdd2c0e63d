package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Mail;
import dev.todoku.testing.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentViewTest {
  private final IncidentView view = new IncidentView();

  @Test
  void shouldNotCountWhatIsWithdrawnAsOpen() {
    view.add(alert("a", 1, Alert.State.OPEN));
    view.add(alert("b", 1, Alert.State.OPEN));
    view.add(alert("a", 2, Alert.State.WITHDRAWN));
    assertThat(view.all()).extracting(Alert::incidentId).containsExactly("b", "a");
    assertThat(view.all()).filteredOn(IncidentView::isOpen).hasSize(1);
  }

  private static Alert alert(String id, int revision, Alert.State state) {
    long time = Mail.at("09:00");
    return Alert.builder(
            id, Cause.IP_BLOCK, Severity.CRITICAL, new Scope("docomo", "192.0.2.1", null))
        .revision(revision)
        .state(state)
        .onset(time)
        .detectedAt(time)
        .time(time)
        .title(new Text("障害", "Incident"))
        .evidence(Proof.of(10, 8, 0.1, 9, 8, List.of()))
        .build();
  }
}
