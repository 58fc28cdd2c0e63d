package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.readmodel.RevisionChange.Kind;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Mail;
import dev.todoku.testing.Proof;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionChangeTest {
  private static final Text LISTED = new Text("掲載されています", "It is listed.");

  private final Alert opened = alert(1, Alert.State.OPEN, Severity.PAUSE, 8);

  @Test
  void theFirstRevisionOpens() {
    assertThat(RevisionChange.between(null, opened))
        .containsExactly(new RevisionChange(Kind.OPENED, null, "8/10", null));
  }

  @Test
  void saysWhatIsAnotherAndWhatWasFound() {
    Alert worse = alert(2, Alert.State.UPDATED, Severity.CRITICAL, 9, "listed");
    assertThat(RevisionChange.between(opened, worse))
        .containsExactly(
            new RevisionChange(Kind.SEVERITY, "PAUSE", "CRITICAL", null),
            new RevisionChange(Kind.FAILURES, "8/10", "9/10", null),
            new RevisionChange(Kind.FOUND, null, "listed", LISTED));
    assertThat(RevisionChange.between(worse, alert(3, Alert.State.RESOLVED, Severity.CRITICAL, 9)))
        .extracting(RevisionChange::kind)
        .containsExactly(Kind.ENDED, Kind.NO_LONGER);
  }

  @Test
  void anIncidentKeepsItsFirstRevisionAndTheLatestOnes() {
    IncidentView view = new IncidentView();
    for (int i = 1; i <= IncidentView.REVISIONS_KEPT + 10; i++) {
      view.add(alert(i, Alert.State.UPDATED, Severity.PAUSE, i));
    }
    view.add(alert(2, Alert.State.UPDATED, Severity.PAUSE, 99));

    List<IncidentRevision> revisions = view.revisions("a");
    assertThat(revisions).hasSize(IncidentView.REVISIONS_KEPT);
    assertThat(revisions.get(0).revision()).isEqualTo(1);
    assertThat(revisions.get(1).revision()).isEqualTo(12);
    assertThat(view.revisions("none")).isEmpty();
  }

  private static Alert alert(
      int revision, Alert.State state, Severity severity, long failures, String... findings) {
    long time = Mail.at("09:00");
    return Alert.builder("a", Cause.IP_BLOCK, severity, new Scope("docomo", "192.0.2.1", null))
        .revision(revision)
        .state(state)
        .onset(time)
        .detectedAt(time)
        .time(time)
        .title(new Text("障害", "Incident"))
        .evidence(
            Proof.of(
                10,
                failures,
                0.1,
                9,
                8,
                List.of(),
                Arrays.stream(findings)
                    .map(id -> new Evidence.Indication(id, true, null, LISTED))
                    .toArray(Evidence.Indication[]::new)))
        .build();
  }
}
