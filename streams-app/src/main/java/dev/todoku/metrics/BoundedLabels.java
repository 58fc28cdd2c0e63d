package dev.todoku.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Label values for names of which there may be any number, such as receiving providers: some keep
 * theirs, all others share {@link #OTHER}. Without a bound, a sender with a million company domains
 * would have a million time series.
 *
 * <p>Well-known names always have a label. Of the rest, the first {@code max} get one, each from
 * its first mail on: who moved from one label to another would be counted in two series, and
 * neither would add up to what was sent.
 *
 * <p>Safe for use by several threads.
 */
public final class BoundedLabels {
  public static final String OTHER = "other";

  private final int max;
  private final Set<String> wellKnown;
  private final Set<String> labelled = ConcurrentHashMap.newKeySet();

  /**
   * @param wellKnown names that always have a label, beyond {@code max}
   * @param max how many other names may have one
   */
  public BoundedLabels(Set<String> wellKnown, int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max is " + max + "; at least 1 is needed");
    }
    this.wellKnown = Set.copyOf(wellKnown);
    this.max = max;
  }

  /** Which label value stands for {@code name}, now and from now on. */
  public String label(String name) {
    return isLabelled(name) || isGivenLabel(name) ? name : OTHER;
  }

  /** Names that always have a label. */
  public Set<String> wellKnown() {
    return wellKnown;
  }

  /** Whether {@code name} stands for itself; gives no label. */
  public boolean isLabelled(String name) {
    return wellKnown.contains(name) || labelled.contains(name);
  }

  private synchronized boolean isGivenLabel(String name) {
    return labelled.contains(name) || (labelled.size() < max && labelled.add(name));
  }
}
