package dev.todoku.notify;

import dev.todoku.schema.IncidentNote;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who takes care of which incident and who wants no more messages about it, by the notes on {@code
 * mail.incident-notes}: the last one of a kind holds. Safe for use by several threads.
 */
public final class NotedIncidents {
  private final Map<String, IncidentNote> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, IncidentNote> muted = new ConcurrentHashMap<>();

  /** Takes the next note of the topic. */
  void add(IncidentNote note) {
    switch (note.kind()) {
      case ACK -> put(acknowledged, note);
      case MUTE -> put(muted, note);
      case NOTE, STEP -> {
        // They change nothing about who is notified.
      }
    }
  }

  private static void put(Map<String, IncidentNote> notes, IncidentNote note) {
    notes.compute(
        note.incidentId(),
        (id, known) -> {
          if (!note.supersedes(known)) {
            return known;
          }
          return note.undone() ? null : note;
        });
  }

  /** Whether somebody works on it: no reminders. */
  boolean isAcknowledged(String incidentId) {
    return acknowledged.containsKey(incidentId);
  }

  /** Whether nobody wants to be notified of it now, except of its end. */
  boolean isMuted(String incidentId, Instant now) {
    IncidentNote mute = muted.get(incidentId);
    return mute != null && now.toEpochMilli() < mute.until();
  }
}
