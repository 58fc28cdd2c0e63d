package dev.todoku.incident;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The incidents of one subject ({@link dev.todoku.schema.Scope#subject}) as signals make them:
 * those that are open, and those that ended lately.
 *
 * @param incidents the one that was changed last comes last
 */
public record Docket(List<Incident> incidents) {

  /** None so far. */
  public static final Docket EMPTY = new Docket(List.of());

  public Docket {
    incidents = incidents == null ? List.of() : List.copyOf(incidents);
  }

  /** This docket with one more incident. */
  Docket opened(Incident incident) {
    List<Incident> all = new ArrayList<>(incidents);
    all.add(incident);
    return new Docket(all);
  }

  /** This docket with {@code next} in the place of {@code before}, which is in it. */
  Docket with(Incident before, Incident next) {
    List<Incident> all = new ArrayList<>(incidents);
    all.remove(before);
    all.add(next);
    return new Docket(all);
  }

  /** This docket without what ended before {@code time}. */
  Docket since(long time) {
    return new Docket(
        incidents.stream()
            .filter(incident -> incident.isOpen() || incident.closedAt() >= time)
            .toList());
  }

  /** Whether a blocklist is known to have the sender. */
  boolean isListed(Scope sender) {
    return incidents.stream()
        .filter(Incident::isOpen)
        .flatMap(incident -> incident.members().stream())
        .anyMatch(member -> member.isOpen() && member.isListing() && member.scope().equals(sender));
  }
}
