package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The deferrals of one (message, recipient): when they began and how the last one was justified.
 *
 * @param firstAt first deferral
 * @param lastAt last deferral
 * @param reason reason of the last one
 * @param reply reply of the last one, cut to {@link StoredReplies#STORED_LENGTH}
 * @param by who says why the last one was, null when nobody does
 * @param hours the deferrals of each hour, in order; at most {@value #MOST_HOURS}
 */
public record Deferrals(
    long firstAt,
    long lastAt,
    Reason reason,
    SmtpReply reply,
    @Nullable ReasonBy by,
    List<DeferralHour> hours) {
  /** Eight days; a queue gives up after five. */
  private static final int MOST_HOURS = 192;

  static Deferrals of(Deferral event) {
    return new Deferrals(
        event.time(),
        event.time(),
        event.reason(),
        StoredReplies.stored(event.reply()),
        event.reasonBy(),
        List.of(DeferralHour.of(event)));
  }

  /** Both facts as one; the order does not matter, and saying the same twice changes nothing. */
  Deferrals merge(@Nullable Deferrals other) {
    if (other == null) {
      return this;
    }
    Deferrals last = isLaterThan(other) ? this : other;
    return new Deferrals(
        Math.min(firstAt, other.firstAt),
        last.lastAt,
        last.reason,
        last.reply,
        last.by,
        merge(hours, other.hours));
  }

  private static List<DeferralHour> merge(List<DeferralHour> some, List<DeferralHour> others) {
    SortedMap<Long, DeferralHour> byHour = new TreeMap<>();
    some.forEach(hour -> byHour.put(hour.hour(), hour));
    others.forEach(hour -> byHour.merge(hour.hour(), hour, DeferralHour::merge));
    return byHour.values().stream().limit(MOST_HOURS).toList();
  }

  /** How many they are, those of one minute as one. */
  int count() {
    return hours.stream().mapToInt(DeferralHour::count).sum();
  }

  private boolean isLaterThan(Deferrals other) {
    if (lastAt != other.lastAt) {
      return lastAt > other.lastAt;
    }
    int byReason = reason.compareTo(other.reason);
    if (byReason != 0) {
      return byReason > 0;
    }
    int byReply = StoredReplies.compare(reply, other.reply);
    return byReply == 0
        ? Codes.REASON_BY.codeOrZero(by) >= Codes.REASON_BY.codeOrZero(other.by)
        : byReply > 0;
  }

  void write(BinaryWriter out, long base) {
    out.writeSigned(firstAt - base)
        .writeSigned(lastAt - firstAt)
        .writeByte(Codes.REASONS.code(reason))
        .writeByte(Codes.REASON_BY.codeOrZero(by));
    StoredReplies.write(out, reply);
    out.writeVarLong(hours.size());
    hours.forEach(hour -> hour.write(out, firstAt));
  }

  static Deferrals read(BinaryReader in, long base) {
    long firstAt = base + in.readSigned();
    long lastAt = firstAt + in.readSigned();
    Reason reason = Codes.REASONS.constant(in.readByte());
    ReasonBy by = Codes.REASON_BY.constantOrNull(in.readByte());
    SmtpReply reply = StoredReplies.read(in);
    List<DeferralHour> hours = new ArrayList<>();
    for (int count = in.readVarInt(); count > 0; count--) {
      hours.add(DeferralHour.read(in, firstAt));
    }
    return new Deferrals(firstAt, lastAt, reason, reply, by, List.copyOf(hours));
  }
}
