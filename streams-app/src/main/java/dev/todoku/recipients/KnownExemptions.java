package dev.todoku.recipients;

import dev.todoku.schema.Scope;
import dev.todoku.wire.SuppressionExemption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The exemptions that are known, the latest of each scope. Not thread-safe. */
public final class KnownExemptions {
  private final Map<String, TreeMap<String, SuppressionExemption>> byProvider = new HashMap<>();

  /** Learns of an exemption, or of how long one lasts. */
  public void learn(SuppressionExemption exemption) {
    byProvider
        .computeIfAbsent(exemption.scope().provider(), provider -> new TreeMap<>())
        .put(exemption.scope().key(), exemption);
  }

  /** Forgets those that ended before {@code time}; returns their scopes. */
  public List<Scope> forgetEndedBefore(long time) {
    List<Scope> ended =
        byProvider.values().stream()
            .flatMap(exemptions -> exemptions.values().stream())
            .filter(exemption -> exemption.until() < time)
            .map(SuppressionExemption::scope)
            .toList();
    ended.forEach(scope -> byProvider.get(scope.provider()).remove(scope.key()));
    byProvider.values().removeIf(Map::isEmpty);
    return ended;
  }

  /** The exemption under which "user unknown" is not believed, empty when it is. */
  public Optional<SuppressionExemption> covering(
      String provider, String sourceIp, String fromDomain, long time) {
    Map<String, SuppressionExemption> exemptions = byProvider.get(provider);
    return exemptions == null
        ? Optional.empty()
        : exemptions.values().stream()
            .filter(exemption -> exemption.covers(sourceIp, fromDomain, time))
            .findFirst();
  }
}
