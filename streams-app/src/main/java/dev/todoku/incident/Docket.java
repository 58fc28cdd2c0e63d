package dev.todoku.incident;

import java.util.ArrayList;
import java.util.List;

/**
 * The incidents of one subject ({@link dev.todoku.schema.Scope#subject}): those that are open, and
 * those that ended lately.
 *
 * @param opened how many there have been
 * @param incidents oldest first
 */
public record Docket(int opened, List<Incident> incidents) {

  /** None so far. */
  public static final Docket EMPTY = new Docket(0, List.of());

  public Docket {
    incidents = List.copyOf(incidents);
  }

  /** This docket with {@code incident} in the place of what was known of it. */
  Docket with(Incident incident) {
    List<Incident> next = new ArrayList<>(incidents);
    boolean isKnown = next.removeIf(other -> other.id().equals(incident.id()));
    next.add(incident);
    return new Docket(isKnown ? opened : opened + 1, next);
  }

  /** This docket without what ended before {@code time}. */
  Docket since(long time) {
    return new Docket(
        opened,
        incidents.stream()
            .filter(incident -> incident.isOpen() || incident.closedAt() >= time)
            .toList());
  }
}
