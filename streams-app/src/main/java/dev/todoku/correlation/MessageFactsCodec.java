package dev.todoku.correlation;

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
public final class MessageFactsCodec {
  private static final int VERSION = 4;

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

  private MessageFactsCodec() {}

  public static byte[] encode(MessageFacts facts) {
    BinaryWriter out = new BinaryWriter(VERSION).writeVarLong(flags(facts));
    out.writeString(facts.recipient()).writeString(facts.provider());
    out.writeString(facts.queueId()).writeString(facts.envelopeId());
    facts.origins().write(out);
    long base = facts.sentAt() == 0 ? BASE : facts.sentAt();
    if (facts.sentAt() != 0) {
      out.writeSigned(facts.sentAt() - BASE);
    }
    if (facts.deferral() != null) {
      facts.deferral().write(out, base);
    }
    writeTime(out, facts.deliveredAt(), base);
    writeTime(out, facts.expiredAt(), base);
    if (facts.bounce() != null) {
      facts.bounce().write(out, base);
    }
    if (facts.matchedBy() != null) {
      out.writeByte(Codes.MATCHED_BY.code(facts.matchedBy())).writeString(facts.bounceNamed());
    }
    writeTime(out, facts.engagedAt(), base);
    writeTime(out, facts.complainedAt(), base);
    if (facts.hasReports()) {
      facts.reports().write(out, base);
    }
    if (hasWay(facts)) {
      facts.way().write(out, base);
    }
    if (isDetailed(facts)) {
      Details.write(out, facts.details());
    }
    if (isResent(facts)) {
      out.writeVarLong(facts.resends().size());
      facts.resends().forEach(out::writeVarLong);
    }
    writeTime(out, facts.autoRepliedAt(), base);
    return out.toBytes();
  }

  public static MessageFacts decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    int flags = in.readVarInt();
    String recipient = in.readString();
    String provider = in.readString();
    String queueId = in.readString();
    String envelopeId = in.readString();
    OriginFact origins = OriginFact.read(in);
    long sentAt = has(flags, SENT) ? BASE + in.readSigned() : 0;
    long base = sentAt == 0 ? BASE : sentAt;
    DeferralFact deferral = has(flags, DEFERRED) ? DeferralFact.read(in, base) : null;
    long deliveredAt = readTime(in, flags, DELIVERED, base);
    long expiredAt = readTime(in, flags, EXPIRED, base);
    BounceFact bounce = has(flags, BOUNCED) ? BounceFact.read(in, base) : null;
    MatchedBy matchedBy = has(flags, MATCHED) ? Codes.MATCHED_BY.constant(in.readByte()) : null;
    String bounceNamed = has(flags, MATCHED) ? in.readString() : null;
    return new MessageFacts(
        recipient,
        provider,
        queueId,
        envelopeId,
        origins,
        has(flags, ANNOUNCED),
        sentAt,
        deferral,
        deliveredAt,
        expiredAt,
        bounce,
        bounceNamed,
        matchedBy,
        readTime(in, flags, ENGAGED, base),
        readTime(in, flags, COMPLAINED, base),
        has(flags, REPORTED) ? ReportFacts.read(in, base) : ReportFacts.NONE,
        has(flags, WAY) ? WayFact.read(in, base) : WayFact.of(queueId),
        has(flags, DETAILED) ? Details.read(in) : SendDetails.UNKNOWN,
        has(flags, RESENT) ? readTimes(in) : List.of(),
        readTime(in, flags, AUTO_REPLIED, base));
  }

  private static int flags(MessageFacts facts) {
    return (facts.sentAt() != 0 ? SENT : 0)
        | (facts.deferral() != null ? DEFERRED : 0)
        | (facts.deliveredAt() != 0 ? DELIVERED : 0)
        | (facts.expiredAt() != 0 ? EXPIRED : 0)
        | (facts.bounce() != null ? BOUNCED : 0)
        | (facts.matchedBy() != null ? MATCHED : 0)
        | (facts.engagedAt() != 0 ? ENGAGED : 0)
        | (facts.complainedAt() != 0 ? COMPLAINED : 0)
        | (hasWay(facts) ? WAY : 0)
        | (facts.announced() ? ANNOUNCED : 0)
        | (facts.hasReports() ? REPORTED : 0)
        | (isDetailed(facts) ? DETAILED : 0)
        | (isResent(facts) ? RESENT : 0)
        | (facts.autoRepliedAt() != 0 ? AUTO_REPLIED : 0);
  }

  /** Of most messages the way is one queue, whose id is known anyway. */
  private static boolean hasWay(MessageFacts facts) {
    return !facts.way().equals(WayFact.of(facts.queueId()));
  }

  private static boolean isDetailed(MessageFacts facts) {
    return !facts.details().equals(SendDetails.UNKNOWN);
  }

  private static boolean isResent(MessageFacts facts) {
    return !facts.resends().isEmpty();
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
