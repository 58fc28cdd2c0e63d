package dev.todoku.incidents;

import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which published incident a folded one is, so that it keeps its id when late mail moves its
 * onset or takes a member from it: the one of the same family that shares most scopes with it, at
 * about the same time.
 */
final class IncidentMatcher {
  private record Pair(Incident incident, PublishedIncident published, long shared) {

    long distance() {
      return Math.abs(incident.begunAt() - published.begunAt());
    }
  }

  private static final Comparator<Pair> BEST_FIRST =
      Comparator.comparing((Pair pair) -> pair.published().isWithdrawn())
          .thenComparing(Comparator.comparingLong(Pair::shared).reversed())
          .thenComparingLong(Pair::distance)
          .thenComparing(pair -> pair.published().id())
          .thenComparingLong(pair -> pair.incident().begunAt());

  private IncidentMatcher() {}

  /** The published incident of each folded one that has one. */
  static Map<Incident, PublishedIncident> match(
      List<Incident> folded, List<PublishedIncident> published) {
    List<Pair> pairs = new ArrayList<>();
    for (Incident incident : folded) {
      for (PublishedIncident known : published) {
        long shared = shared(incident, known);
        if (shared > 0 && isNear(incident, known)) {
          pairs.add(new Pair(incident, known, shared));
        }
      }
    }
    pairs.sort(BEST_FIRST);
    Map<Incident, PublishedIncident> matches = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!matches.containsKey(pair.incident()) && taken.add(pair.published().id())) {
        matches.put(pair.incident(), pair.published());
      }
    }
    return matches;
  }

  private static long shared(Incident incident, PublishedIncident known) {
    Set<Scope> scopes = new HashSet<>(incident.scopes());
    return incident.family() == known.family()
        ? known.scopes().stream().filter(scopes::contains).count()
        : 0;
  }

  private static boolean isNear(Incident incident, PublishedIncident known) {
    boolean isAfter = !known.isOpen() && incident.begunAt() > known.end() + IncidentFold.REOPENS_MS;
    boolean isBefore =
        !incident.isOpen() && known.begunAt() > incident.closedAt() + IncidentFold.REOPENS_MS;
    return !isAfter && !isBefore;
  }
}
