package dev.todoku.detect;

/**
 * What a trial changed.
 *
 * @param kind whether an alarm was raised or cleared
 * @param onset since when, event time in milliseconds, to the minute; 0 for NONE
 * @param attempts trials since the onset
 * @param failures failed trials since the onset
 * @param baseline the failure rate that was bet against, 0 … 1: three times the upper limit of what
 *     the stream was used to
 * @param score logarithm of the odds against chance, to compare with {@link BettingCusum#threshold}
 */
public record AlarmChange(
    Kind kind, long onset, long attempts, long failures, double baseline, double score) {

  /** What changed. */
  public enum Kind {
    NONE,
    RAISED,
    CLEARED
  }

  /** Nothing changed. */
  public static final AlarmChange NONE = new AlarmChange(Kind.NONE, 0, 0, 0, 0, 0);

  /** Whether nothing changed. */
  public boolean isNone() {
    return kind == Kind.NONE;
  }
}
