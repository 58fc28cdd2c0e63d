package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/**
 * The first deferral of an hour: a message counts as deferred once an hour, however often it is
 * retried.
 *
 * @param at when, epoch milliseconds
 * @param reason why
 * @param reply what the server said, without its text
 */
public record DeferralHour(long at, Reason reason, SmtpReply reply) {
  private static final long HOUR_MS = 3_600_000;

  static DeferralHour of(Deferral event) {
    SmtpReply reply = event.reply();
    return new DeferralHour(
        event.time(),
        event.reason(),
        new SmtpReply(reply.code(), reply.status(), null, reply.command()));
  }

  /** Hours since 1970. */
  long hour() {
    return Math.floorDiv(at, HOUR_MS);
  }

  /** Of two of one hour, the one that counts. */
  DeferralHour first(DeferralHour other) {
    if (at != other.at) {
      return at < other.at ? this : other;
    }
    int byReason = reason.compareTo(other.reason);
    int order = byReason == 0 ? StoredReplies.compare(reply, other.reply) : byReason;
    return order <= 0 ? this : other;
  }

  void write(BinaryWriter out, long base) {
    out.writeSigned(at - base).writeByte(Codes.REASONS.code(reason));
    StoredReplies.write(out, reply);
  }

  static DeferralHour read(BinaryReader in, long base) {
    return new DeferralHour(
        base + in.readSigned(), Codes.REASONS.constant(in.readByte()), StoredReplies.read(in));
  }
}
