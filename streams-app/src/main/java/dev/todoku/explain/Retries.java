package dev.todoku.explain;

import java.util.ArrayList;
import java.util.List;

/** Folds a long row of retries: only its first and its last one matter. */
final class Retries {
  private static final int SHOWN = 3;

  private Retries() {}

  static List<TimelineEntry> fold(List<TimelineEntry> moments) {
    List<TimelineEntry> folded = new ArrayList<>();
    List<TimelineEntry> row = new ArrayList<>();
    for (TimelineEntry moment : moments) {
      if (moment.kind() != TimelineEntry.Kind.DEFERRED) {
        flush(row, folded);
        folded.add(moment);
      } else {
        row.add(moment);
      }
    }
    flush(row, folded);
    return List.copyOf(folded);
  }

  private static void flush(List<TimelineEntry> row, List<TimelineEntry> folded) {
    if (row.size() <= SHOWN) {
      folded.addAll(row);
    } else {
      TimelineEntry last = row.get(row.size() - 1);
      folded.add(row.get(0));
      folded.add(last.times(row.size() - 1));
    }
    row.clear();
  }
}
