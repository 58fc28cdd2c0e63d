package dev.todoku.readmodel;

import dev.todoku.schema.IncidentNote;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What people did about incidents: the last record of each key. Safe for use by several threads.
 */
public final class IncidentNotes {
  /** Of all incidents; the oldest keys are forgotten first. */
  static final int KEPT = 20_000;

  private final Map<String, IncidentNote> latest = new LinkedHashMap<>();

  /** Takes in a record; one that is older than what is known of its key changes nothing. */
  public synchronized void add(IncidentNote note) {
    if (!note.supersedes(latest.get(note.key()))) {
      return;
    }
    latest.remove(note.key());
    latest.put(note.key(), note);
    if (latest.size() > KEPT) {
      latest.remove(latest.keySet().iterator().next());
    }
  }

  /** What holds of an incident, by time; what was taken back is left out. */
  public synchronized List<IncidentNote> of(String incidentId) {
    return latest.values().stream()
        .filter(note -> note.incidentId().equals(incidentId) && !note.undone())
        .sorted(Comparator.comparingLong(IncidentNote::time))
        .toList();
  }
}
