package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.ReturnedReport;
import org.jspecify.annotations.Nullable;

/**
 * A bounce message that came back, or one of several alike.
 *
 * @param bounce what it says
 * @param matchedBy the identity that led to the message
 * @param named the address that it named when that differs, else null
 * @param receivedAt when it came, which its writer cannot choose
 */
record ReturnedBounce(
    FinalRefusal bounce, MatchedBy matchedBy, @Nullable String named, long receivedAt) {

  /** The one that holds; the order does not matter, and saying the same twice changes nothing. */
  static @Nullable ReturnedBounce merge(@Nullable ReturnedBounce a, @Nullable ReturnedBounce b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    if (!a.bounce.equals(b.bounce)) {
      return a.bounce.merge(b.bounce).equals(a.bounce) ? a : b;
    }
    return new ReturnedBounce(
        a.bounce,
        a.matchedBy.compareTo(b.matchedBy) <= 0 ? a.matchedBy : b.matchedBy,
        Texts.greater(a.named, b.named),
        Math.min(a.receivedAt, b.receivedAt));
  }

  ReturnedReport graded(EvidenceGrade grade) {
    return new ReturnedReport(
        ReturnedReport.Kind.BOUNCE, bounce.at(), bounce.reason(), grade, matchedBy);
  }

  void write(BinaryWriter out, long base) {
    bounce.write(out, base);
    out.writeByte(Codes.MATCHED_BY.code(matchedBy))
        .writeString(named)
        .writeSigned(receivedAt - base);
  }

  static ReturnedBounce read(BinaryReader in, long base) {
    return new ReturnedBounce(
        FinalRefusal.read(in, base),
        Codes.MATCHED_BY.constant(in.readByte()),
        in.readString(),
        base + in.readSigned());
  }
}
