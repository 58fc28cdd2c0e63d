package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.IncidentNote;
import dev.todoku.schema.IncidentNote.Kind;
import org.junit.jupiter.api.Test;

class IncidentNotesTest {
  private static final long NOON = 1_795_262_400_000L;

  private final IncidentNotes notes = new IncidentNotes();

  @Test
  void theLastAcknowledgementHoldsAndNotesStandBesideEachOther() {
    notes.add(note(Kind.NOTE, 1, "called docomo", false));
    notes.add(note(Kind.ACK, 2, null, false));
    notes.add(note(Kind.NOTE, 3, "they look into it", false));
    notes.add(note(Kind.ACK, 4, "takes over", false));
    assertThat(notes.of("block#1"))
        .extracting(IncidentNote::text)
        .containsExactly("called docomo", "they look into it", "takes over");
    assertThat(notes.of("block#2")).isEmpty();
  }

  @Test
  void aStepThatIsTickedOffMayBeTakenBack() {
    notes.add(note(Kind.STEP, 1, "pause", false));
    notes.add(note(Kind.STEP, 2, "ask", false));
    notes.add(note(Kind.STEP, 3, "pause", true));
    assertThat(notes.of("block#1")).extracting(IncidentNote::text).containsExactly("ask");
  }

  @Test
  void whatComesLateChangesNothing() {
    notes.add(note(Kind.ACK, 5, "later", false));
    notes.add(note(Kind.ACK, 2, "earlier", false));
    assertThat(notes.of("block#1")).extracting(IncidentNote::text).containsExactly("later");
  }

  private static IncidentNote note(Kind kind, int second, String text, boolean undone) {
    return new IncidentNote("block#1", NOON + second * 1_000L, kind, "hanako", text, 0, undone);
  }
}
