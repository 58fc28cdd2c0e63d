package dev.todoku.detect;

import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Signal;
import java.util.EnumSet;
import java.util.Set;

/**
 * What holds of every signal and every minute, whatever came in. One that is broken is a defect.
 */
public enum Invariant {
  FAILURES_WITHIN_ATTEMPTS,
  ONSET_BEFORE_TIME,
  COUNTS_NOT_NEGATIVE;

  /** Those that a signal breaks. */
  public static Set<Invariant> brokenBy(Signal signal) {
    Set<Invariant> broken = EnumSet.noneOf(Invariant.class);
    if (signal.evidence().failures() > signal.evidence().attempts() && hasTrials(signal)) {
      broken.add(FAILURES_WITHIN_ATTEMPTS);
    }
    if (signal.onset() > signal.time()) {
      broken.add(ONSET_BEFORE_TIME);
    }
    return broken;
  }

  /** Those that the figures of a minute break, after all that belongs to it was added. */
  public static Set<Invariant> brokenBy(Figures figures) {
    for (Figure figure : Figure.values()) {
      if (figures.get(figure) < 0) {
        return EnumSet.of(COUNTS_NOT_NEGATIVE);
      }
    }
    return figures.get(Figure.REFUSALS) > figures.get(Figure.ATTEMPTS)
        ? EnumSet.of(FAILURES_WITHIN_ATTEMPTS)
        : EnumSet.noneOf(Invariant.class);
  }

  /** The same signal with all that is broken put right. */
  public static Signal corrected(Signal signal) {
    Evidence evidence = signal.evidence();
    long attempts =
        hasTrials(signal)
            ? Math.max(evidence.attempts(), evidence.failures())
            : evidence.attempts();
    return new Signal(
        signal.scope(),
        signal.state(),
        signal.cause(),
        signal.severity(),
        Math.min(signal.onset(), signal.time()),
        signal.time(),
        evidence.toBuilder().attempts(attempts).build());
  }

  /** A blocklist counts no mail. */
  private static boolean hasTrials(Signal signal) {
    return signal.evidence().failureType() != FailureType.LISTINGS;
  }
}
