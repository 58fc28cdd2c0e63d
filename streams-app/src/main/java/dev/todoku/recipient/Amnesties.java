package dev.todoku.recipient;

import dev.todoku.schema.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The amnesties that are known, the latest of each scope. Not thread-safe. */
public final class Amnesties {
  private final Map<String, TreeMap<String, Amnesty>> byProvider = new HashMap<>();

  /** Learns of an amnesty, or of how long one lasts. */
  public void learn(Amnesty amnesty) {
    byProvider
        .computeIfAbsent(amnesty.scope().provider(), provider -> new TreeMap<>())
        .put(amnesty.scope().key(), amnesty);
  }

  /** Forgets those that ended before {@code time}; returns their scopes. */
  public List<Scope> forgetEndedBefore(long time) {
    List<Scope> ended =
        byProvider.values().stream()
            .flatMap(amnesties -> amnesties.values().stream())
            .filter(amnesty -> amnesty.until() < time)
            .map(Amnesty::scope)
            .toList();
    ended.forEach(scope -> byProvider.get(scope.provider()).remove(scope.key()));
    byProvider.values().removeIf(Map::isEmpty);
    return ended;
  }

  /** The amnesty under which "user unknown" is not believed, empty when it is. */
  public Optional<Amnesty> covering(
      String provider, String sourceIp, String fromDomain, long time) {
    Map<String, Amnesty> amnesties = byProvider.get(provider);
    return amnesties == null
        ? Optional.empty()
        : amnesties.values().stream()
            .filter(amnesty -> amnesty.covers(sourceIp, fromDomain, time))
            .findFirst();
  }
}
