package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * The final refusal of one (message, recipient).
 *
 * @param at when
 * @param inBand whether the sending server got it itself; such a reply outranks a bounce message,
 *     which often shows it in other words and anyone can forge
 * @param reason why
 * @param reply what the server said
 * @param by who says why, null when nobody does
 */
public record FinalRefusal(
    long at, boolean inBand, Reason reason, SmtpReply reply, @Nullable ReasonBy by) {

  static FinalRefusal of(Bounce event) {
    return new FinalRefusal(
        event.time(),
        event.kind() == Bounce.Kind.IN_BAND,
        event.reason(),
        StoredReplies.stored(event.reply()),
        event.reasonBy());
  }

  /** The one that holds; the order does not matter, and saying the same twice changes nothing. */
  FinalRefusal merge(@Nullable FinalRefusal other) {
    return other == null || outranks(other) ? this : other;
  }

  private boolean outranks(FinalRefusal other) {
    if (inBand != other.inBand) {
      return inBand;
    }
    if (at != other.at) {
      return at < other.at;
    }
    int byReason = reason.compareTo(other.reason);
    if (byReason != 0) {
      return byReason < 0;
    }
    int byReply = StoredReplies.compare(reply, other.reply);
    return byReply == 0
        ? Codes.REASON_BY.codeOrZero(by) >= Codes.REASON_BY.codeOrZero(other.by)
        : byReply > 0;
  }

  void write(BinaryWriter out, long base) {
    out.writeSigned(at - base)
        .writeByte(inBand ? 1 : 0)
        .writeByte(Codes.REASONS.code(reason))
        .writeByte(Codes.REASON_BY.codeOrZero(by));
    StoredReplies.write(out, reply);
  }

  static FinalRefusal read(BinaryReader in, long base) {
    long at = base + in.readSigned();
    boolean inBand = in.readByte() == 1;
    Reason reason = Codes.REASONS.constant(in.readByte());
    ReasonBy by = Codes.REASON_BY.constantOrNull(in.readByte());
    return new FinalRefusal(at, inBand, reason, StoredReplies.read(in), by);
  }
}
