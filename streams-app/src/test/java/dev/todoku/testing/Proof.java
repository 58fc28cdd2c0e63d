package dev.todoku.testing;

import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import java.util.List;

/** Evidence of refusals, where only the figures matter. */
public final class Proof {
  private Proof() {}

  public static Evidence of(
      long attempts,
      long failures,
      double baseline,
      double score,
      double threshold,
      List<Evidence.Sample> samples,
      Evidence.Indication... findings) {
    return Evidence.builder(FailureType.REFUSALS, Confidence.MEDIUM)
        .attempts(attempts)
        .failures(failures)
        .baseline(baseline)
        .score(score)
        .threshold(threshold)
        .findings(List.of(findings))
        .samples(samples)
        .build();
  }
}
