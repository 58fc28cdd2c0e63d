package dev.todoku.bench.detection;

import dev.todoku.wire.ProviderDelta;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What other tools would have made of a stream. */
final class Rivals {
  static final List<Rival> ALL =
      List.of(
          new Rival.Threshold("5 % of 50", .05, 50),
          new Rival.Threshold("10 % of 100", .10, 100),
          new Rival.ZScore("z > 3", 20),
          new Rival.Threshold("always", 0, 0));

  private final LastHour hour = new LastHour();
  private final Set<Integer> hits = new TreeSet<>();
  private final int[] falseAlarms = new int[ALL.size()];
  private final long[] lastFalse = new long[ALL.size()];

  /** Takes in the next minute of the stream that is hit. */
  void add(long time, List<ProviderDelta> deltas, boolean isWithin) {
    hour.add(deltas);
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).fires(hour)) {
        fire(i, time, isWithin);
      }
    }
  }

  private void fire(int rival, long time, boolean isWithin) {
    if (isWithin) {
      hits.add(rival);
    } else {
      falseAlarms[rival] += time - lastFalse[rival] > EpisodeRun.MERGED ? 1 : 0;
      lastFalse[rival] = time;
    }
  }

  /** Numbers of those that fired within the episode. */
  Set<Integer> hits() {
    return hits;
  }

  /** How often each fired outside of it, merged within six hours. */
  List<Integer> falseAlarms() {
    return Arrays.stream(falseAlarms).boxed().toList();
  }
}
