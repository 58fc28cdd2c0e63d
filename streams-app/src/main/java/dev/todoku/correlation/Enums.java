package dev.todoku.correlation;

import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;

/** Enum constants by the ordinal that state holds. The enums only ever grow at their end. */
final class Enums {
  private static final Reason[] REASONS = Reason.values();
  private static final ReasonBy[] REASON_BY = ReasonBy.values();
  private static final MatchedBy[] MATCHED_BY = MatchedBy.values();

  private Enums() {}

  @SuppressWarnings("EnumOrdinal")
  static int code(Enum<?> constant) {
    return constant.ordinal();
  }

  /** 0 stands for null. */
  static int codeOrZero(Enum<?> constant) {
    return constant == null ? 0 : code(constant) + 1;
  }

  static ReasonBy reasonBy(int code) {
    return code == 0 ? null : REASON_BY[code - 1];
  }

  static Reason reason(int ordinal) {
    return REASONS[ordinal];
  }

  static MatchedBy matchedBy(int ordinal) {
    return MATCHED_BY[ordinal];
  }
}
