package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/**
 * The deferrals of an hour: a message counts as deferred once an hour, however often it is retried.
 *
 * @param at when the first one was, epoch milliseconds
 * @param reason why the first one was
 * @param reply what the server said to the first one, without its text
 * @param minutes in which of the hour's minutes there was one, a bit each
 */
public record DeferralHour(long at, Reason reason, SmtpReply reply, long minutes) {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  static DeferralHour of(Deferral event) {
    SmtpReply reply = event.reply();
    return new DeferralHour(
        event.time(),
        event.reason(),
        new SmtpReply(reply.code(), reply.status(), null, reply.command()),
        1L << minute(event.time()));
  }

  /** Hours since 1970. */
  long hour() {
    return Math.floorDiv(at, HOUR_MS);
  }

  /** How many there were, those of one minute as one. */
  int count() {
    return Long.bitCount(minutes);
  }

  private static int minute(long time) {
    return (int) (Math.floorMod(time, HOUR_MS) / MINUTE_MS);
  }

  /** Both as one; they must be of one hour. */
  DeferralHour merge(DeferralHour other) {
    DeferralHour first = first(other);
    return new DeferralHour(first.at, first.reason, first.reply, minutes | other.minutes);
  }

  private DeferralHour first(DeferralHour other) {
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
    // The first minute is that of the time; mostly there is no other.
    out.writeVarLong(minutes >>> minute(at) >>> 1);
  }

  static DeferralHour read(BinaryReader in, long base) {
    long at = base + in.readSigned();
    Reason reason = Codes.REASONS.constant(in.readByte());
    SmtpReply reply = StoredReplies.read(in);
    long minutes = (in.readVarLong() << 1 | 1) << minute(at);
    return new DeferralHour(at, reason, reply, minutes);
  }
}
