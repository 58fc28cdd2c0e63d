package dev.todoku.recipients;

import dev.todoku.schema.Scope;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The exemptions that are known, the latest of each scope. Not thread-safe. */
public final class KnownExemptions {
  private final Map<String, TreeMap<String, SuppressionExemption>> byProvider = new HashMap<>();

  /** Learns of an exemption, or of how long one lasts. */
  public void learn(SuppressionExemption exemption) {
    byProvider
        .computeIfAbsent(exemption.provider(), provider -> new TreeMap<>())
        .put(exemption.scope().key(), exemption);
  }

  /** Forgets those that ended before {@code time}; returns their scopes. */
  public List<Scope> forgetEndedBefore(long time) {
    List<Scope> ended = new ArrayList<>();
    for (Map<String, SuppressionExemption> exemptions : byProvider.values()) {
      exemptions.values().stream()
          .filter(exemption -> exemption.until() < time)
          .map(SuppressionExemption::scope)
          .forEach(ended::add);
      exemptions.values().removeIf(exemption -> exemption.until() < time);
    }
    byProvider.values().removeIf(Map::isEmpty);
    return ended;
  }

  /** The exemption under which "user unknown" is not believed, empty when it is. */
  public Optional<SuppressionExemption> covering(
      String provider, @Nullable String sourceIp, @Nullable String fromDomain, long time) {
    Map<String, SuppressionExemption> exemptions = byProvider.get(provider);
    return exemptions == null
        ? Optional.empty()
        : exemptions.values().stream()
            .filter(exemption -> exemption.covers(sourceIp, fromDomain, time))
            .findFirst();
  }
}
