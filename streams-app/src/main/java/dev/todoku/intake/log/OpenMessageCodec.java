package dev.todoku.intake.log;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.intake.log.OpenMessage.Recipient;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored form of an {@link OpenMessage}. Constants are stored by their names. */
final class OpenMessageCodec {
  private static final int VERSION = 2;

  private static final EnumCodes<ReportedKind> KINDS = EnumCodes.of(ReportedKind.class);
  private static final EnumCodes<ReportedDetail> DETAILS = EnumCodes.of(ReportedDetail.class);

  private OpenMessageCodec() {}

  static byte[] encode(OpenMessage message) {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(message.messageId())
            .writeString(message.envelopeFrom())
            .writeVarLong(message.size())
            .writeString(message.subject())
            .writeVarLong(message.arrivedAt())
            .writeByte((message.isNotice() ? 1 : 0) | (message.isKnown() ? 2 : 0))
            .writeVarLong(message.recipients().size());
    for (Recipient recipient : message.recipients()) {
      out.writeString(recipient.address())
          .writeByte((recipient.isSent() ? 1 : 0) | (recipient.hasEnded() ? 2 : 0))
          .writeVarLong(recipient.deferrals());
    }
    out.writeVarLong(message.waiting().size());
    message.waiting().forEach(report -> write(out, report));
    return out.toBytes();
  }

  static OpenMessage decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String messageId = in.readString();
    String envelopeFrom = in.readString();
    long size = in.readVarLong();
    String subject = in.readString();
    long arrivedAt = in.readVarLong();
    int flags = in.readByte();
    List<Recipient> recipients = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      String address = in.readRequired();
      int fate = in.readByte();
      recipients.add(new Recipient(address, (fate & 1) != 0, (fate & 2) != 0, in.readVarInt()));
    }
    List<Reported> waiting = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      waiting.add(report(in));
    }
    return new OpenMessage(
        messageId,
        envelopeFrom,
        size,
        subject,
        arrivedAt,
        (flags & 1) != 0,
        (flags & 2) != 0,
        recipients,
        waiting);
  }

  private static void write(BinaryWriter out, Reported report) {
    out.writeByte(KINDS.code(report.kind()))
        .writeString(report.recipient().orElse(null))
        .writeString(report.providerId().orElse(null))
        .writeString(report.messageId().orElse(null))
        .writeString(report.eventId().orElse(null))
        .writeVarLong(report.time().map(Instant::toEpochMilli).orElse(0L))
        .writeByte(report.permanent().map(permanent -> permanent ? 2 : 1).orElse(0))
        .writeVarLong(report.code().orElse(0))
        .writeString(report.status().orElse(null))
        .writeString(report.reply().orElse(null))
        .writeString(report.peerReason().orElse(null))
        .writeVarLong(report.details().size());
    report
        .details()
        .forEach((detail, value) -> out.writeByte(DETAILS.code(detail)).writeString(value));
  }

  private static Reported report(BinaryReader in) {
    ReportedKind kind = KINDS.constant(in.readByte());
    Optional<String> recipient = Optional.ofNullable(in.readString());
    Optional<String> providerId = Optional.ofNullable(in.readString());
    Optional<String> messageId = Optional.ofNullable(in.readString());
    Optional<String> eventId = Optional.ofNullable(in.readString());
    long time = in.readVarLong();
    int permanent = in.readByte();
    int code = in.readVarInt();
    Optional<String> status = Optional.ofNullable(in.readString());
    Optional<String> reply = Optional.ofNullable(in.readString());
    Optional<String> peerReason = Optional.ofNullable(in.readString());
    Map<ReportedDetail, String> details = new EnumMap<>(ReportedDetail.class);
    for (int left = in.readVarInt(); left > 0; left--) {
      details.put(DETAILS.constant(in.readByte()), in.readString());
    }
    return new Reported(
        0,
        kind,
        recipient,
        providerId,
        messageId,
        eventId,
        time == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time)),
        permanent == 0 ? Optional.empty() : Optional.of(permanent == 2),
        code == 0 ? Optional.empty() : Optional.of(code),
        status,
        reply,
        peerReason,
        details);
  }
}
