package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.SendDetails;
import java.util.ArrayList;
import java.util.List;

/**
 * Facts as the state store holds them. One flag bit per optional part, times relative to the
 * earliest: a delivered message takes about 40 bytes beside its addresses and names.
 */
public final class MessageStateCodec {
  private static final int VERSION = 5;

  /** 2020-01-01T00:00Z: times count from here, which saves a byte. */
  private static final long BASE = 1_577_836_800_000L;

  /** What most messages have comes first: the flags of such a one take a byte. */
  private static final int SENT = 1;

  private static final int ANNOUNCED = 1 << 1;
  private static final int DELIVERED = 1 << 2;
  private static final int DEFERRED = 1 << 3;
  private static final int BOUNCED = 1 << 4;
  private static final int MATCHED = 1 << 5;
  private static final int ENGAGED = 1 << 6;
  private static final int EXPIRED = 1 << 7;
  private static final int COMPLAINED = 1 << 8;
  private static final int WAY = 1 << 9;
  private static final int DETAILED = 1 << 10;
  private static final int RESENT = 1 << 11;
  private static final int REPORTED = 1 << 12;
  private static final int AUTO_REPLIED = 1 << 13;
  private static final int UNSUBSCRIBED = 1 << 14;

  private MessageStateCodec() {}

  public static byte[] encode(MessageState state) {
    BinaryWriter out = new BinaryWriter(VERSION).writeVarLong(flags(state));
    out.writeString(state.recipient()).writeString(state.provider());
    out.writeString(state.queueId()).writeString(state.envelopeId());
    state.origins().write(out);
    long base = state.sentAt() == 0 ? BASE : state.sentAt();
    if (state.sentAt() != 0) {
      out.writeSigned(state.sentAt() - BASE);
    }
    if (state.deferral() != null) {
      state.deferral().write(out, base);
    }
    writeTime(out, state.deliveredAt(), base);
    writeTime(out, state.expiredAt(), base);
    if (state.bounce() != null) {
      state.bounce().write(out, base);
    }
    if (state.matchedBy() != null) {
      out.writeByte(Codes.MATCHED_BY.code(state.matchedBy())).writeString(state.bounceNamed());
    }
    writeTime(out, state.engagedAt(), base);
    writeTime(out, state.complainedAt(), base);
    if (state.hasReports()) {
      state.reports().write(out, base);
    }
    if (hasWay(state)) {
      state.way().write(out, base);
    }
    if (isDetailed(state)) {
      Details.write(out, state.details());
    }
    if (isResent(state)) {
      out.writeVarLong(state.resends().size());
      state.resends().forEach(out::writeVarLong);
    }
    writeTime(out, state.autoRepliedAt(), base);
    writeTime(out, state.unsubscribedAt(), base);
    return out.toBytes();
  }

  public static MessageState decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    int flags = in.readVarInt();
    String recipient = in.readRequired();
    String provider = in.readString();
    String queueId = in.readString();
    String envelopeId = in.readString();
    MessageOrigin origins = MessageOrigin.read(in);
    long sentAt = has(flags, SENT) ? BASE + in.readSigned() : 0;
    long base = sentAt == 0 ? BASE : sentAt;
    Deferrals deferral = has(flags, DEFERRED) ? Deferrals.read(in, base) : null;
    long deliveredAt = readTime(in, flags, DELIVERED, base);
    long expiredAt = readTime(in, flags, EXPIRED, base);
    FinalRefusal bounce = has(flags, BOUNCED) ? FinalRefusal.read(in, base) : null;
    MatchedBy matchedBy = has(flags, MATCHED) ? Codes.MATCHED_BY.constant(in.readByte()) : null;
    String bounceNamed = has(flags, MATCHED) ? in.readString() : null;
    return new MessageStateDraft(recipient, origins)
        .provider(provider)
        .identity(queueId, envelopeId)
        .announced(has(flags, ANNOUNCED))
        .sentAt(sentAt)
        .deferral(deferral)
        .deliveredAt(deliveredAt)
        .expiredAt(expiredAt)
        .bounce(bounce)
        .matched(bounceNamed, matchedBy)
        .engagedAt(readTime(in, flags, ENGAGED, base))
        .complainedAt(readTime(in, flags, COMPLAINED, base))
        .reports(has(flags, REPORTED) ? ReturnedBounces.read(in, base) : ReturnedBounces.NONE)
        .way(has(flags, WAY) ? SendingRoute.read(in, base) : SendingRoute.of(queueId))
        .details(has(flags, DETAILED) ? Details.read(in) : SendDetails.UNKNOWN)
        .resends(has(flags, RESENT) ? readTimes(in) : List.of())
        .autoRepliedAt(readTime(in, flags, AUTO_REPLIED, base))
        .unsubscribedAt(readTime(in, flags, UNSUBSCRIBED, base))
        .state();
  }

  private static int flags(MessageState state) {
    return (state.sentAt() != 0 ? SENT : 0)
        | (state.deferral() != null ? DEFERRED : 0)
        | (state.deliveredAt() != 0 ? DELIVERED : 0)
        | (state.expiredAt() != 0 ? EXPIRED : 0)
        | (state.bounce() != null ? BOUNCED : 0)
        | (state.matchedBy() != null ? MATCHED : 0)
        | (state.engagedAt() != 0 ? ENGAGED : 0)
        | (state.complainedAt() != 0 ? COMPLAINED : 0)
        | (hasWay(state) ? WAY : 0)
        | (state.announced() ? ANNOUNCED : 0)
        | (state.hasReports() ? REPORTED : 0)
        | (isDetailed(state) ? DETAILED : 0)
        | (isResent(state) ? RESENT : 0)
        | (state.autoRepliedAt() != 0 ? AUTO_REPLIED : 0)
        | (state.unsubscribedAt() != 0 ? UNSUBSCRIBED : 0);
  }

  /** Of most messages the way is one queue, whose id is known anyway. */
  private static boolean hasWay(MessageState state) {
    return !state.way().equals(SendingRoute.of(state.queueId()));
  }

  private static boolean isDetailed(MessageState state) {
    return !state.details().equals(SendDetails.UNKNOWN);
  }

  private static boolean isResent(MessageState state) {
    return !state.resends().isEmpty();
  }

  private static void writeTime(BinaryWriter out, long time, long base) {
    if (time != 0) {
      out.writeSigned(time - base);
    }
  }

  private static long readTime(BinaryReader in, int flags, int flag, long base) {
    return has(flags, flag) ? base + in.readSigned() : 0;
  }

  private static List<Long> readTimes(BinaryReader in) {
    List<Long> times = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      times.add(in.readVarLong());
    }
    return List.copyOf(times);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
