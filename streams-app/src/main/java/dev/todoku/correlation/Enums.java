package dev.todoku.correlation;

import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Reason;

/** Enum constants by the ordinal that state holds. The enums only ever grow at their end. */
final class Enums {
  private static final Reason[] REASONS = Reason.values();
  private static final MatchedBy[] MATCHED_BY = MatchedBy.values();

  private Enums() {}

  @SuppressWarnings("EnumOrdinal")
  static int code(Enum<?> constant) {
    return constant.ordinal();
  }

  static Reason reason(int ordinal) {
    return REASONS[ordinal];
  }

  static MatchedBy matchedBy(int ordinal) {
    return MATCHED_BY[ordinal];
  }
}
