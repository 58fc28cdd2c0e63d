package dev.todoku.readmodel;

import dev.todoku.schema.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The incidents as last reported. Safe for use by several threads. */
public final class IncidentView {
  /** Ended incidents beyond it are forgotten, the oldest first. */
  static final int KEPT = 2_000;

  private static final Comparator<Alert> OPEN_FIRST_THEN_LATEST =
      Comparator.comparing((Alert alert) -> !isOpen(alert))
          .thenComparing(Comparator.comparingLong(Alert::onset).reversed())
          .thenComparing(Alert::incidentId);

  /** Revisions of one incident; of one that changes more often, the first and the latest ones. */
  static final int REVISIONS_KEPT = 30;

  private final Map<String, Alert> latest = new HashMap<>();
  private final Map<String, List<IncidentRevision>> revisions = new HashMap<>();

  /** Whether an incident goes on. */
  public static boolean isOpen(Alert alert) {
    return alert.state().isOpen();
  }

  /** Takes in a revision of an incident. */
  public synchronized void add(Alert alert) {
    Alert before = latest.get(alert.incidentId());
    if (before != null && before.revision() > alert.revision()) {
      return;
    }
    latest.put(alert.incidentId(), alert);
    note(before, alert);
    if (latest.size() > KEPT) {
      latest.values().stream()
          .filter(known -> !isOpen(known))
          .min(Comparator.comparingLong(Alert::onset))
          .map(Alert::incidentId)
          .ifPresent(
              oldest -> {
                latest.remove(oldest);
                revisions.remove(oldest);
              });
    }
  }

  private void note(@Nullable Alert before, Alert alert) {
    List<RevisionChange> changes = RevisionChange.between(before, alert);
    if (changes.isEmpty()) {
      return;
    }
    List<IncidentRevision> known =
        revisions.computeIfAbsent(alert.incidentId(), unused -> new ArrayList<>());
    known.add(new IncidentRevision(alert.revision(), alert.time(), alert.state(), changes));
    if (known.size() > REVISIONS_KEPT) {
      known.remove(1);
    }
  }

  /** What changed about an incident, oldest first; empty when there is no such incident. */
  public synchronized List<IncidentRevision> revisions(String incidentId) {
    return List.copyOf(revisions.getOrDefault(incidentId, List.of()));
  }

  /** All that are known: those that go on first, then by their onset, the latest first. */
  public synchronized List<Alert> all() {
    return latest.values().stream().sorted(OPEN_FIRST_THEN_LATEST).toList();
  }

  /** The incident of that name, empty when there is none. */
  public synchronized Optional<Alert> find(String incidentId) {
    return Optional.ofNullable(latest.get(incidentId));
  }
}
