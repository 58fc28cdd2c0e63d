package dev.todoku.tally;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;

/** Tallies as the internal topic carries them. */
public final class TallyCodec {
  private static final int VERSION = 1;

  private static final int WITHDRAWN = 1;
  private static final int COMPLAINT = 1 << 1;
  private static final int REASON = 1 << 2;
  private static final int SAMPLE = 1 << 3;

  private static final Tally.Count[] COUNTS = Tally.Count.values();
  private static final Trial[] TRIALS = Trial.values();
  private static final Reason[] REASONS = Reason.values();

  private TallyCodec() {}

  @SuppressWarnings("EnumOrdinal")
  public static byte[] encode(Tally tally) {
    int flags =
        (tally.withdrawn() ? WITHDRAWN : 0)
            | (tally.complaint() ? COMPLAINT : 0)
            | (tally.reason() != null ? REASON : 0)
            | (tally.sample() != null ? SAMPLE : 0);
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeByte(flags)
            .writeString(tally.provider())
            .writeString(tally.sourceIp())
            .writeString(tally.fromDomain())
            .writeVarLong(tally.time())
            .writeByte(tally.count().ordinal())
            .writeByte(tally.trial().ordinal());
    if (tally.reason() != null) {
      out.writeByte(tally.reason().ordinal());
    }
    if (tally.sample() != null) {
      writeSample(out, tally.sample());
    }
    return out.toBytes();
  }

  public static Tally decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    int flags = in.readByte();
    String provider = in.readString();
    String sourceIp = in.readString();
    String fromDomain = in.readString();
    long time = in.readVarLong();
    Tally.Count count = COUNTS[in.readByte()];
    Trial trial = TRIALS[in.readByte()];
    Reason reason = has(flags, REASON) ? REASONS[in.readByte()] : null;
    Evidence.Sample sample = has(flags, SAMPLE) ? readSample(in) : null;
    return new Tally(
        provider,
        sourceIp,
        fromDomain,
        time,
        count,
        has(flags, WITHDRAWN),
        has(flags, COMPLAINT),
        reason,
        trial,
        sample);
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }

  /** Writes a sample; detectors keep theirs in the same form. */
  public static void writeSample(BinaryWriter out, Evidence.Sample sample) {
    SmtpReply reply = sample.reply() == null ? SmtpReply.UNKNOWN : sample.reply();
    out.writeVarLong(sample.time())
        .writeString(sample.messageId())
        .writeString(sample.sender())
        .writeString(sample.recipient())
        .writeVarLong(reply.code())
        .writeString(reply.status())
        .writeString(reply.text())
        .writeString(reply.command());
  }

  public static Evidence.Sample readSample(BinaryReader in) {
    return new Evidence.Sample(
        in.readVarLong(),
        in.readString(),
        in.readString(),
        in.readString(),
        new SmtpReply(in.readVarInt(), in.readString(), in.readString(), in.readString()));
  }
}
