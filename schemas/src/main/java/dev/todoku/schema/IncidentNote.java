package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * What a person did about an incident. The last record of a key holds.
 *
 * @param incidentId the incident
 * @param time when it was done
 * @param kind what was done
 * @param by who did it
 * @param text for NOTE the note; for STEP which step, by its id; for others why; null when nobody
 *     said
 * @param until for MUTE until when nobody is to be reminded; 0 for others
 * @param undone whether it takes back what an earlier record of the same key says
 */
public record IncidentNote(
    String incidentId,
    long time,
    Kind kind,
    String by,
    @Nullable String text,
    @OmittedWhenZero long until,
    boolean undone) {

  /** What was done. */
  public enum Kind {
    /** Somebody takes care of it. */
    ACK,
    /** No reminders for a while. */
    MUTE,
    /** For colleagues. */
    NOTE,
    /** A step of the remedy is done. */
    STEP
  }

  public IncidentNote {
    Required.text(incidentId, "incidentId", Limits.NAME);
    Required.time(time, "time");
    Required.present(kind, "kind");
    Required.text(by, "by", Limits.NAME);
    Required.bounded(text, "text", Limits.REPLY);
    Required.timeOrZero(until, "until");
  }

  /**
   * Whether this holds where {@code known} held before: of two records of a key the later one does.
   *
   * @param known null when none is known
   */
  public boolean supersedes(@Nullable IncidentNote known) {
    return known == null || time >= known.time();
  }

  /** Key of the record: notes stand beside each other, all else replaces what was before. */
  public String key() {
    return switch (kind) {
      case ACK, MUTE -> incidentId + '/' + kind;
      case STEP -> incidentId + '/' + kind + '/' + text;
      case NOTE -> incidentId + '/' + kind + '/' + time + '/' + by;
    };
  }
}
