package dev.todoku.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Label values for names of which there may be any number, such as receiving providers: names that
 * matter keep theirs, all others share {@link #OTHER}. Without a bound, a sender with a million
 * company domains would have a million time series.
 *
 * <p>Well-known names always have a label. Of the rest, a name gets one as soon as it is proven to
 * be at least one {@code 2·max}th of all that was counted, until {@code max} names have one. A
 * label once given stays, because a time series that ends and begins again cannot be read.
 *
 * <p>Counting millions of names exactly takes memory for millions of names. This counts with
 * "space-saving" (Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent and Top-k
 * Elements in Data Streams, ICDT 2005): {@code 4·max} counters; a name without one takes over the
 * smallest, together with its count, which is from then on the most that this counter can be wrong
 * by. No counter is wrong by more than a {@code 4·max}th of all that was counted, so that every
 * name of three such parts is found, and no name gets a label by error.
 *
 * <p>Safe for use by several threads.
 */
public final class BoundedLabels {
  public static final String OTHER = "other";

  /** So few mails say nothing of a name's share. */
  private static final long ENOUGH = 10;

  private static final int COUNTERS_PER_LABEL = 4;
  private static final int PARTS_PER_LABEL = 2;

  private final int max;
  private final Set<String> wellKnown;
  private final Set<String> labelled = ConcurrentHashMap.newKeySet();
  private final Map<String, Counter> counters = new HashMap<>();
  private long total;

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

  /** Counts one more of {@code name} and says which label value stands for it. */
  public String label(String name) {
    if (isLabelled(name)) {
      return name;
    }
    // All labels are given: nothing is left to find out.
    return labelled.size() < max && earnsLabel(name) ? name : OTHER;
  }

  /** Names that always have a label. */
  public Set<String> wellKnown() {
    return wellKnown;
  }

  /** Whether {@code name} stands for itself now; counts nothing. */
  public boolean isLabelled(String name) {
    return wellKnown.contains(name) || labelled.contains(name);
  }

  private synchronized boolean earnsLabel(String name) {
    total++;
    Counter counter = count(name);
    long proven = counter.count - counter.error;
    if (proven < ENOUGH || proven * PARTS_PER_LABEL * max < total || labelled.size() >= max) {
      return false;
    }
    counters.remove(name);
    labelled.add(name);
    return true;
  }

  private Counter count(String name) {
    Counter counter = counters.get(name);
    if (counter == null) {
      counter =
          counters.size() < COUNTERS_PER_LABEL * max ? new Counter() : counters.remove(smallest());
      counter.error = counter.count;
      counters.put(name, counter);
    }
    counter.count++;
    return counter;
  }

  private String smallest() {
    String smallest = null;
    long least = Long.MAX_VALUE;
    for (Map.Entry<String, Counter> entry : counters.entrySet()) {
      if (entry.getValue().count < least) {
        least = entry.getValue().count;
        smallest = entry.getKey();
      }
    }
    return smallest;
  }

  private static final class Counter {
    long count;
    long error;
  }
}
