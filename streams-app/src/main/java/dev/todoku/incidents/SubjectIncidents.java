package dev.todoku.incidents;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The incidents of one subject ({@link dev.todoku.schema.Scope#subject}) as signals make them:
 * those that are open, and those that ended lately.
 *
 * @param incidents the one that was changed last comes last
 */
public record SubjectIncidents(List<Incident> incidents) {

  /** None so far. */
  public static final SubjectIncidents EMPTY = new SubjectIncidents(List.of());

  public SubjectIncidents {
    incidents = incidents == null ? List.of() : List.copyOf(incidents);
  }

  /** These incidents with one more incident. */
  SubjectIncidents opened(Incident incident) {
    List<Incident> all = new ArrayList<>(incidents);
    all.add(incident);
    return new SubjectIncidents(all);
  }

  /** These incidents with {@code next} in the place of {@code before}, which is in it. */
  SubjectIncidents with(Incident before, Incident next) {
    List<Incident> all = new ArrayList<>(incidents);
    all.remove(before);
    all.add(next);
    return new SubjectIncidents(all);
  }

  /** These incidents without what ended before {@code time}. */
  SubjectIncidents since(long time) {
    return new SubjectIncidents(
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
