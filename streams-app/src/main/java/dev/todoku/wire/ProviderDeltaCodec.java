package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.Figure;
import dev.todoku.detect.SampleForm;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import java.util.EnumSet;
import java.util.Set;

/** Deltas as the internal topic carries them. */
public final class ProviderDeltaCodec {
  private static final int VERSION = 5;

  private static final int WITHDRAWN = 1;
  private static final int COMPLAINT = 1 << 1;
  private static final int REASON = 1 << 2;
  private static final int SAMPLE = 1 << 3;
  private static final int TAKEN_BACK = 1 << 4;
  private static final int ACCEPTED_AT = 1 << 5;

  private static final EnumCodes<ProviderDelta.Count> COUNTS =
      EnumCodes.of(ProviderDelta.Count.class);
  private static final EnumCodes<Figure> FIGURES = EnumCodes.of(Figure.class);
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);

  private ProviderDeltaCodec() {}

  public static byte[] encode(ProviderDelta delta) {
    int flags =
        (delta.withdrawn() ? WITHDRAWN : 0)
            | (delta.complaint() ? COMPLAINT : 0)
            | (delta.reason() != null ? REASON : 0)
            | (delta.sample() != null ? SAMPLE : 0)
            | (delta.takenBack() ? TAKEN_BACK : 0)
            | (delta.acceptedAt() != 0 ? ACCEPTED_AT : 0);
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeByte(flags)
            .writeString(delta.provider())
            .writeString(delta.sourceIp())
            .writeString(delta.fromDomain())
            .writeString(delta.batch())
            .writeVarLong(delta.time())
            .writeByte(COUNTS.code(delta.count()))
            .writeVarLong(bits(delta.figures()));
    if (delta.reason() != null) {
      out.writeByte(REASONS.code(delta.reason()));
    }
    if (delta.sample() != null) {
      SampleForm.write(out, delta.sample());
    }
    if (delta.acceptedAt() != 0) {
      out.writeVarLong(delta.acceptedAt());
    }
    return out.toBytes();
  }

  public static ProviderDelta decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    int flags = in.readByte();
    String provider = in.readRequired();
    String sourceIp = in.readRequired();
    String fromDomain = in.readRequired();
    String batch = in.readRequired();
    long time = in.readVarLong();
    ProviderDelta.Count count = COUNTS.constant(in.readByte());
    Set<Figure> figures = figures(in.readVarInt());
    Reason reason = has(flags, REASON) ? REASONS.constant(in.readByte()) : null;
    Evidence.Sample sample = has(flags, SAMPLE) ? SampleForm.readOne(in) : null;
    return new ProviderDelta(
        provider,
        sourceIp,
        fromDomain,
        batch,
        time,
        count,
        has(flags, WITHDRAWN),
        has(flags, COMPLAINT),
        reason,
        figures,
        sample,
        has(flags, TAKEN_BACK),
        has(flags, ACCEPTED_AT) ? in.readVarLong() : 0);
  }

  private static int bits(Set<Figure> figures) {
    int bits = 0;
    for (Figure figure : figures) {
      bits |= 1 << FIGURES.code(figure);
    }
    return bits;
  }

  private static Set<Figure> figures(int bits) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    for (int rest = bits; rest != 0; rest &= rest - 1) {
      figures.add(FIGURES.constant(Integer.numberOfTrailingZeros(rest)));
    }
    return figures;
  }

  private static boolean has(int flags, int flag) {
    return (flags & flag) != 0;
  }
}
