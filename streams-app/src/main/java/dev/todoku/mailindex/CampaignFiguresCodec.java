package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;

/** The binary form of {@link CampaignFigures}. */
final class CampaignFiguresCodec {
  private static final int VERSION = 1;
  private static final EnumCodes<Status> STATUSES = EnumCodes.of(Status.class);
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);

  private CampaignFiguresCodec() {}

  static byte[] encode(CampaignFigures figures) {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(figures.name())
            .writeString(figures.fromDomain())
            .writeVarLong(figures.first())
            .writeVarLong(figures.last())
            .writeVarLong(Math.max(0, figures.complaints()));
    out.writeVarLong(figures.byStatus().size());
    figures
        .byStatus()
        .forEach((status, count) -> out.writeByte(STATUSES.code(status)).writeVarLong(count));
    out.writeVarLong(figures.byReason().size());
    figures
        .byReason()
        .forEach((reason, count) -> out.writeByte(REASONS.code(reason)).writeVarLong(count));
    out.writeVarLong(figures.byProvider().size());
    figures
        .byProvider()
        .forEach(
            (provider, counts) ->
                out.writeString(provider)
                    .writeSigned(counts.accepted())
                    .writeSigned(counts.failed()));
    return out.toBytes();
  }

  static CampaignFigures decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    CampaignFigures figures =
        new CampaignFigures(
            in.readRequired(),
            in.readString(),
            in.readVarLong(),
            in.readVarLong(),
            in.readVarLong());
    for (int left = in.readVarInt(); left > 0; left--) {
      figures.put(STATUSES.constant(in.readByte()), in.readVarLong());
    }
    for (int left = in.readVarInt(); left > 0; left--) {
      figures.put(REASONS.constant(in.readByte()), in.readVarLong());
    }
    for (int left = in.readVarInt(); left > 0; left--) {
      figures.put(in.readRequired(), new CampaignFigures.Counts(in.readSigned(), in.readSigned()));
    }
    return figures;
  }
}
