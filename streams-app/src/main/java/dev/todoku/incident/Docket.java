package dev.todoku.incident;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The incidents of one subject ({@link dev.todoku.schema.Scope#subject}): those that are open, and
 * those that ended lately.
 *
 * @param numbers how many there have been, by the scope that each began with: what happens to a
 *     neighbour meanwhile has no part in a name
 * @param incidents oldest first
 */
public record Docket(Map<String, Integer> numbers, List<Incident> incidents) {

  /** None so far. */
  public static final Docket EMPTY = new Docket(Map.of(), List.of());

  public Docket {
    numbers = numbers == null ? Map.of() : Map.copyOf(numbers);
    incidents = incidents == null ? List.of() : List.copyOf(incidents);
  }

  /** The name of an incident that begins with {@code scope} now. */
  String nextId(Scope scope) {
    return IncidentId.of(scope, numbers.getOrDefault(scope.key(), 0) + 1);
  }

  /** This docket with one more incident, whose only member is what it began with. */
  Docket opened(Incident incident) {
    Map<String, Integer> next = new HashMap<>(numbers);
    next.merge(incident.scope().key(), 1, Integer::sum);
    List<Incident> all = new ArrayList<>(incidents);
    all.add(incident);
    return new Docket(next, all);
  }

  /** This docket with {@code incident} in the place of what was known of it. */
  Docket with(Incident incident) {
    List<Incident> next = new ArrayList<>(incidents);
    next.removeIf(other -> other.id().equals(incident.id()));
    next.add(incident);
    return new Docket(numbers, next);
  }

  /** This docket without what ended before {@code time}. */
  Docket since(long time) {
    return new Docket(
        numbers,
        incidents.stream()
            .filter(incident -> incident.isOpen() || incident.closedAt() >= time)
            .toList());
  }
}
