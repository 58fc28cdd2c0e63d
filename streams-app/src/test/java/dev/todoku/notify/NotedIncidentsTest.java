package dev.todoku.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.IncidentNote;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NotedIncidentsTest {
  private static final long NOON = 1_795_262_400_000L;

  private final NotedIncidents noted = new NotedIncidents();

  @Test
  void theLaterNoteOfAKindHoldsInWhateverOrderTheyCome() {
    noted.add(mute(NOON, NOON + 60_000));
    noted.add(mute(NOON - 1, NOON + 3_600_000));

    assertThat(noted.isMuted("one", Instant.ofEpochMilli(NOON + 59_999))).isTrue();
    assertThat(noted.isMuted("one", Instant.ofEpochMilli(NOON + 60_000))).isFalse();
  }

  @Test
  void whatIsTakenBackDoesNotHold() {
    noted.add(acknowledged(NOON, false));
    noted.add(acknowledged(NOON, true));

    assertThat(noted.isAcknowledged("one")).isFalse();
  }

  @Test
  void anOlderRecordTakesNothingBack() {
    noted.add(acknowledged(NOON, false));
    noted.add(acknowledged(NOON - 1, true));

    assertThat(noted.isAcknowledged("one")).isTrue();
  }

  private static IncidentNote mute(long time, long until) {
    return new IncidentNote("one", time, IncidentNote.Kind.MUTE, "hanako", null, until, false);
  }

  private static IncidentNote acknowledged(long time, boolean undone) {
    return new IncidentNote("one", time, IncidentNote.Kind.ACK, "hanako", null, 0, undone);
  }
}
