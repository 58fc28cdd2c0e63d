package dev.todoku.message;

import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;

/** The codes of enums that several facts of a message store. */
final class Codes {
  static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);
  static final EnumCodes<ReasonBy> REASON_BY = EnumCodes.of(ReasonBy.class);
  static final EnumCodes<MatchedBy> MATCHED_BY = EnumCodes.of(MatchedBy.class);

  private Codes() {}
}
