package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The latest failures, as many as an alert shows. */
public final class Samples {
  private static final int KEPT = 5;

  /** A full order, so that it does not matter in which order they came. */
  private static final Comparator<Evidence.Sample> OLDEST_FIRST =
      Comparator.comparingLong(Evidence.Sample::time)
          .thenComparing(Evidence.Sample::messageId)
          .thenComparing(Evidence.Sample::recipient);

  private Samples() {}

  /** The latest of both, oldest first. */
  public static List<Evidence.Sample> latest(
      List<Evidence.Sample> known, List<Evidence.Sample> more) {
    List<Evidence.Sample> all = new ArrayList<>(known);
    all.addAll(more);
    all.sort(OLDEST_FIRST);
    return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }
}
