package dev.todoku.bounce;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal means.
 *
 * @param reason why, {@link Reason#UNDEFINED} when the reply names none
 * @param addressIsDead whether mail to this address will never arrive
 * @param confidence how sure that is
 * @param rule the row that decided, such as {@code text-rules.tsv:17}; null when none did
 * @param hints what else the reply announces
 */
public record BounceDiagnosis(
    Reason reason,
    boolean addressIsDead,
    DiagnosisConfidence confidence,
    @Nullable String rule,
    Hints hints) {

  /** What is said of a refusal that names no reason. */
  public static final BounceDiagnosis NONE =
      new BounceDiagnosis(Reason.UNDEFINED, false, DiagnosisConfidence.GUESS, null, Hints.NONE);

  /** What is said of sentences that no rule knows, where no server's reply is given. */
  static final BounceDiagnosis UNREADABLE =
      new BounceDiagnosis(Reason.ON_HOLD, false, DiagnosisConfidence.GUESS, null, Hints.NONE);

  /** Whose problem it is. */
  public Fault fault() {
    return reason.fault();
  }
}
