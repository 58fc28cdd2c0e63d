package dev.todoku.detect;

import dev.todoku.schema.Scope;
import java.util.Map;

/**
 * How much must have happened before anything is reported, whatever the odds. A From domain's own
 * figures go before those of a provider, these before those of all.
 *
 * @param minVolume attempts since the onset
 * @param minFailures failed attempts since the onset
 * @param volumeBy the same of some From domains and providers, by name
 * @param failuresBy the same of some From domains and providers, by name
 */
public record Sensitivity(
    int minVolume,
    int minFailures,
    Map<String, Integer> volumeBy,
    Map<String, Integer> failuresBy) {

  /** What is reported when nothing is set: whatever the odds say. */
  public static final Sensitivity DEFAULT = new Sensitivity(1, 1, Map.of(), Map.of());

  public Sensitivity {
    volumeBy = Map.copyOf(volumeBy);
    failuresBy = Map.copyOf(failuresBy);
  }

  /** Whether what stands is enough to be reported of {@code scope}. */
  public boolean isEnough(Scope scope, AlarmChange standing) {
    return standing.attempts() >= of(scope, volumeBy, minVolume)
        && standing.failures() >= of(scope, failuresBy, minFailures);
  }

  private static int of(Scope scope, Map<String, Integer> byName, int otherwise) {
    Integer ofDomain = scope.fromDomain() == null ? null : byName.get(scope.fromDomain());
    Integer ofProvider = scope.provider() == null ? null : byName.get(scope.provider());
    return ofDomain != null ? ofDomain : ofProvider != null ? ofProvider : otherwise;
  }
}
