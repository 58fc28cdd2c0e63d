package dev.todoku.story;

import java.util.ArrayList;
import java.util.List;

/** Folds a long row of retries: only its first and its last one tell something. */
final class Retries {
  private static final int SHOWN = 3;

  private Retries() {}

  static List<Moment> fold(List<Moment> moments) {
    List<Moment> folded = new ArrayList<>();
    List<Moment> row = new ArrayList<>();
    for (Moment moment : moments) {
      if (moment.kind() != Moment.Kind.DEFERRED) {
        flush(row, folded);
        folded.add(moment);
      } else {
        row.add(moment);
      }
    }
    flush(row, folded);
    return List.copyOf(folded);
  }

  private static void flush(List<Moment> row, List<Moment> folded) {
    if (row.size() <= SHOWN) {
      folded.addAll(row);
    } else {
      Moment last = row.get(row.size() - 1);
      folded.add(row.get(0));
      folded.add(last.times(row.size() - 1));
    }
    row.clear();
  }
}
