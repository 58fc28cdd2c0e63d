package dev.todoku.readmodel;

import dev.todoku.schema.Alert;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The incidents as last reported. Safe for use by several threads. */
public final class IncidentView {
  /** Ended incidents beyond it are forgotten, the oldest first. */
  static final int KEPT = 2_000;

  private static final Comparator<Alert> OPEN_FIRST_THEN_LATEST =
      Comparator.comparing((Alert alert) -> !isOpen(alert))
          .thenComparing(Comparator.comparingLong(Alert::onset).reversed())
          .thenComparing(Alert::incidentId);

  private final Map<String, Alert> latest = new HashMap<>();

  /** Whether an incident goes on. */
  public static boolean isOpen(Alert alert) {
    return alert.state().isOpen();
  }

  /** Takes in a revision of an incident. */
  public synchronized void add(Alert alert) {
    latest.merge(
        alert.incidentId(), alert, (old, next) -> next.revision() >= old.revision() ? next : old);
    if (latest.size() > KEPT) {
      latest.values().stream()
          .filter(known -> !isOpen(known))
          .min(Comparator.comparingLong(Alert::onset))
          .ifPresent(oldest -> latest.remove(oldest.incidentId()));
    }
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
