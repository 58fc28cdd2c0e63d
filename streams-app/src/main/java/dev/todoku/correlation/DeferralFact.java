package dev.todoku.correlation;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/**
 * The deferrals of one (message, recipient): when they began and how the last one was justified.
 *
 * @param firstAt first deferral
 * @param lastAt last deferral
 * @param reason reason of the last one
 * @param reply reply of the last one, cut to {@link Replies#STORED_LENGTH}
 */
record DeferralFact(long firstAt, long lastAt, Reason reason, SmtpReply reply) {

  static DeferralFact of(Deferral event) {
    return new DeferralFact(
        event.time(), event.time(), event.reason(), Replies.stored(event.reply()));
  }

  /** Both facts as one; the order does not matter, and saying the same twice changes nothing. */
  DeferralFact merge(DeferralFact other) {
    if (other == null) {
      return this;
    }
    DeferralFact last = isLaterThan(other) ? this : other;
    return new DeferralFact(Math.min(firstAt, other.firstAt), last.lastAt, last.reason, last.reply);
  }

  private boolean isLaterThan(DeferralFact other) {
    if (lastAt != other.lastAt) {
      return lastAt > other.lastAt;
    }
    int byReason = reason.compareTo(other.reason);
    return byReason == 0 ? Replies.compare(reply, other.reply) >= 0 : byReason > 0;
  }

  void write(BinaryWriter out, long base) {
    out.writeSigned(firstAt - base).writeSigned(lastAt - firstAt).writeByte(Enums.code(reason));
    Replies.write(out, reply);
  }

  static DeferralFact read(BinaryReader in, long base) {
    long firstAt = base + in.readSigned();
    return new DeferralFact(
        firstAt, firstAt + in.readSigned(), Enums.reason(in.readByte()), Replies.read(in));
  }
}
