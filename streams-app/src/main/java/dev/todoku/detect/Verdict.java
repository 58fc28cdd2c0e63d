package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

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
public record Verdict(
    Kind kind, long onset, long attempts, long failures, double baseline, double score) {

  /** What changed. */
  public enum Kind {
    NONE,
    RAISED,
    CLEARED
  }

  /** Nothing changed. */
  public static final Verdict NONE = new Verdict(Kind.NONE, 0, 0, 0, 0, 0);

  /** Whether nothing changed. */
  public boolean isNone() {
    return kind == Kind.NONE;
  }

  Verdict as(Kind kind) {
    return new Verdict(kind, onset, attempts, failures, baseline, score);
  }

  /** Writes a raised alarm or NONE. */
  void writeTo(BinaryWriter out) {
    out.writeVarLong(attempts);
    if (attempts > 0) {
      out.writeVarLong(onset).writeVarLong(failures).writeDouble(baseline).writeDouble(score);
    }
  }

  static Verdict readFrom(BinaryReader in) {
    long attempts = in.readVarLong();
    return attempts == 0
        ? NONE
        : new Verdict(
            Kind.RAISED,
            in.readVarLong(),
            attempts,
            in.readVarLong(),
            in.readDouble(),
            in.readDouble());
  }
}
