package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;

/** The binary form of {@link IndexedMail}. */
final class IndexedMailCodec {
  private static final int VERSION = 1;
  private static final EnumCodes<Status> STATUSES = EnumCodes.of(Status.class);
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);
  private static final EnumCodes<Fault> FAULTS = EnumCodes.of(Fault.class);

  private IndexedMailCodec() {}

  static byte[] encode(IndexedMail mail) {
    Origin origin = mail.origin();
    return new BinaryWriter(VERSION)
        .writeString(mail.messageId())
        .writeString(mail.recipient())
        .writeString(mail.provider())
        .writeByte(STATUSES.code(mail.status()))
        .writeByte(REASONS.code(mail.reason()))
        .writeByte(FAULTS.code(mail.fault()))
        .writeVarLong(mail.time())
        .writeVarLong(mail.sentAt())
        .writeVarLong(mail.deliveredAt())
        .writeVarLong(mail.complainedAt())
        .writeByte(mail.notice() ? 1 : 0)
        .writeString(mail.queueId())
        .writeString(mail.acceptedAs())
        .writeString(mail.subject())
        .writeString(mail.reply())
        .writeString(origin.host())
        .writeString(origin.sourceIp())
        .writeString(origin.fromDomain())
        .writeString(origin.mailStream())
        .writeString(origin.campaign())
        .toBytes();
  }

  static IndexedMail decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new IndexedMail(
        in.readRequired(),
        in.readRequired(),
        in.readRequired(),
        STATUSES.constant(in.readByte()),
        REASONS.constant(in.readByte()),
        FAULTS.constant(in.readByte()),
        in.readVarLong(),
        in.readVarLong(),
        in.readVarLong(),
        in.readVarLong(),
        in.readByte() == 1,
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        new Origin(
            in.readString(), in.readString(), in.readString(), in.readString(), in.readString()));
  }
}
