package dev.todoku.recipients;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.ContactTrial;
import dev.todoku.schema.Reason;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.List;

/** Recipients as the state store holds them. */
public final class RecipientStateCodec {
  private static final int VERSION = 8;

  /** Before it, it was not stored what a trial had been counted by. */
  private static final int WITH_CONTACTS = 8;

  private static final EnumCodes<RecentMessage.Kind> KINDS = EnumCodes.of(RecentMessage.Kind.class);
  private static final EnumCodes<Contact> CONTACTS = EnumCodes.of(Contact.class);
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);

  private static final int EXPIRED = 1;
  private static final int ACCEPTED = 1 << 1;
  private static final int RETURNED = 1 << 2;

  private RecipientStateCodec() {}

  public static byte[] encode(RecipientState state) {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeVarLong(state.firstSeenAt())
            .writeVarLong(state.olderAcceptedAt())
            .writeVarLong(state.resetAt())
            .writeVarLong(state.suppressedAt())
            .writeVarLong(state.complainedAt())
            .writeVarLong(state.messages().size());
    state.messages().forEach(mark -> write(out, mark, state.firstSeenAt()));
    out.writeVarLong(state.underWay().size());
    state.underWay().forEach(sent -> out.writeString(sent.messageId()).writeVarLong(sent.sentAt()));
    out.writeVarLong(state.notes().size());
    state.notes().forEach(note -> note.write(out));
    out.writeVarLong(state.vouchedAt());
    out.writeVarLong(state.streams().size());
    for (StreamSuppression stream : state.streams()) {
      out.writeString(stream.mailStream())
          .writeVarLong(stream.suppressedAt())
          .writeVarLong(stream.resetAt());
    }
    return out.toBytes();
  }

  public static RecipientState decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    long firstSeenAt = in.readVarLong();
    long olderAcceptedAt = in.readVarLong();
    long resetAt = in.readVarLong();
    long suppressedAt = in.readVarLong();
    long complainedAt = in.readVarLong();
    int count = in.readVarInt();
    List<RecentMessage> messages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      messages.add(read(in, firstSeenAt));
    }
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        resetAt,
        suppressedAt,
        complainedAt,
        messages,
        underWay(in),
        notes(in),
        in.readVarLong(),
        streams(in));
  }

  private static List<RecipientNote> notes(BinaryReader in) {
    int count = in.readVarInt();
    List<RecipientNote> notes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      notes.add(RecipientNote.read(in));
    }
    return notes;
  }

  private static List<StreamSuppression> streams(BinaryReader in) {
    int count = in.readVarInt();
    List<StreamSuppression> streams = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      streams.add(new StreamSuppression(in.readRequired(), in.readVarLong(), in.readVarLong()));
    }
    return streams;
  }

  private static List<UnderWay> underWay(BinaryReader in) {
    int count = in.readVarInt();
    List<UnderWay> sends = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sends.add(new UnderWay(in.readRequired(), in.readVarLong()));
    }
    return sends;
  }

  private static void write(BinaryWriter out, RecentMessage mark, long base) {
    out.writeString(mark.messageId())
        .writeSigned(mark.queueHash())
        .writeSigned(mark.envelopeHash())
        .writeSigned(mark.acceptedAt() == 0 ? Long.MIN_VALUE : mark.acceptedAt() - base)
        .writeSigned(mark.at() - base)
        .writeByte(KINDS.code(mark.kind()))
        .writeByte(REASONS.code(mark.reason()))
        .writeString(mark.stream().provider())
        .writeString(mark.stream().sourceIp())
        .writeString(mark.stream().fromDomain())
        .writeString(mark.stream().batch())
        .writeVarLong(mark.trials().size());
    for (MessageCounts.Timed timed : mark.trials()) {
      out.writeSigned(timed.at() - mark.at())
          .writeByte(timed.trial().code())
          .writeByte(CONTACTS.code(timed.contact()));
    }
    out.writeVarLong(mark.complainedAt())
        .writeVarLong(mark.unsubscribedAt())
        .writeByte(mark.plausible() == null ? 0 : 1);
    if (mark.plausible() != null) {
      write(out, mark.plausible());
    }
    out.writeVarLong(mark.sentAt())
        .writeByte(mark.doubtful() ? 1 : 0)
        .writeString(mark.mailStream());
  }

  private static void write(BinaryWriter out, PlausibleReport report) {
    out.writeVarLong(report.bouncedAt())
        .writeVarLong(report.bounceReceivedAt())
        .writeByte(KINDS.code(report.kind()))
        .writeByte(REASONS.code(report.reason()))
        .writeByte(REASONS.codeOrZero(report.countedReason()))
        .writeByte(
            (report.expired() ? EXPIRED : 0)
                | (report.accepted() ? ACCEPTED : 0)
                | (report.returned() ? RETURNED : 0))
        .writeByte(report.trial() == null ? 0 : report.trial().code())
        .writeVarLong(report.complainedAt())
        .writeVarLong(report.complaintReceivedAt());
  }

  private static PlausibleReport plausible(BinaryReader in) {
    long bouncedAt = in.readVarLong();
    long bounceReceivedAt = in.readVarLong();
    RecentMessage.Kind kind = KINDS.constant(in.readByte());
    Reason reason = REASONS.constant(in.readByte());
    Reason countedReason = REASONS.constantOrNull(in.readByte());
    int flags = in.readByte();
    int trial = in.readByte();
    return new PlausibleReport(
        bouncedAt,
        bounceReceivedAt,
        kind,
        reason,
        countedReason,
        (flags & EXPIRED) != 0,
        (flags & ACCEPTED) != 0,
        (flags & RETURNED) != 0,
        trial == 0 ? null : ContactTrial.of(trial),
        in.readVarLong(),
        in.readVarLong());
  }

  private static RecentMessage read(BinaryReader in, long base) {
    String messageId = in.readRequired();
    int queueHash = (int) in.readSigned();
    int envelopeHash = (int) in.readSigned();
    long accepted = in.readSigned();
    long at = in.readSigned() + base;
    RecentMessage.Kind kind = KINDS.constant(in.readByte());
    Reason reason = REASONS.constant(in.readByte());
    RecentMessage.Stream stream =
        new RecentMessage.Stream(
            in.readRequired(), in.readRequired(), in.readRequired(), in.readRequired());
    List<MessageCounts.Timed> trials = new ArrayList<>(1);
    for (int left = in.readVarInt(); left > 0; left--) {
      trials.add(
          new MessageCounts.Timed(
              at + in.readSigned(),
              ContactTrial.of(in.readByte()),
              in.version() < WITH_CONTACTS ? Contact.FORGOTTEN : CONTACTS.constant(in.readByte())));
    }
    return RecentMessage.builder(messageId, at, kind, stream)
        .identities(queueHash, envelopeHash)
        .acceptedAt(accepted == Long.MIN_VALUE ? 0 : accepted + base)
        .reason(reason)
        .trials(List.copyOf(trials))
        .complainedAt(in.readVarLong())
        .unsubscribedAt(in.readVarLong())
        .plausible(in.readByte() == 0 ? null : plausible(in))
        .sentAt(in.readVarLong())
        .doubtful(in.readByte() != 0)
        .mailStream(in.readString())
        .build();
  }
}
