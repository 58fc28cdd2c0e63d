package dev.todoku.intake.postfix;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.hop.Peer;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry in bytes. Times of lines are written as their distance from the entry's own. */
final class QueueEntryCodec {
  private static final int VERSION = 4;

  /** A result is stored as its place here. */
  private static final List<QueueLine.Result> RESULTS =
      List.of(QueueLine.Result.SENT, QueueLine.Result.DEFERRED, QueueLine.Result.BOUNCED);

  /** A notice's kind is stored as its place here. */
  private static final List<DsnSent.Kind> KINDS =
      List.of(DsnSent.Kind.NON_DELIVERY, DsnSent.Kind.DELAY, DsnSent.Kind.SUCCESS);

  /** A verdict is stored as its place here. */
  private static final List<FilterVerdict> VERDICTS =
      List.of(
          FilterVerdict.PASSED,
          FilterVerdict.DEFERRED,
          FilterVerdict.REFUSED,
          FilterVerdict.DISCARDED);

  private QueueEntryCodec() {}

  static byte[] encode(QueueEntry entry) {
    QueueEntryIdentity identity = entry.identity();
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(entry.host())
            .writeString(entry.queueId())
            .writeString(identity.messageId())
            .writeString(identity.resentId())
            .writeString(identity.envelopeFrom())
            .writeVarLong(identity.size())
            .writeString(identity.fromDomain())
            .writeString(identity.subject())
            .writeByte(entry.settled() ? 1 : 0)
            .writeVarLong(entry.arrival())
            .writeVarLong(entry.queuedAt())
            .writeVarLong(entry.expiredAt())
            .writeVarLong(entry.removedAt())
            .writeVarLong(entry.deletedAt())
            .writeVarLong(entry.touched())
            .writeVarLong(entry.recipients().size());
    for (QueueEntry.Recipient recipient : entry.recipients()) {
      QueueLine.AttemptLine deferral = recipient.lastDeferral();
      out.writeString(recipient.address())
          .writeByte((recipient.ended() ? 1 : 0) | (deferral != null ? 2 : 0));
      if (deferral != null) {
        writeAttempt(out, deferral, entry.touched());
      }
    }
    out.writeVarLong(entry.pending().size());
    for (QueueLine.AttemptLine attempt : entry.pending()) {
      out.writeString(attempt.recipient());
      writeAttempt(out, attempt, entry.touched());
    }
    out.writeVarLong(entry.notices().size());
    for (QueueLine.NoticeLine notice : entry.notices()) {
      out.writeSigned(notice.time() - entry.touched())
          .writeByte(KINDS.indexOf(notice.kind()))
          .writeString(notice.noticeQueueId());
    }
    out.writeVarLong(entry.verdicts().size());
    for (QueueLine.VerdictLine verdict : entry.verdicts()) {
      out.writeSigned(verdict.time() - entry.touched())
          .writeString(verdict.filter())
          .writeByte(VERDICTS.indexOf(verdict.verdict()))
          .writeString(verdict.text())
          .writeString(verdict.messageId());
    }
    return out.toBytes();
  }

  static QueueEntry decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String host = in.readRequired();
    String queueId = in.readRequired();
    QueueEntryIdentity identity =
        new QueueEntryIdentity(
            in.readString(),
            in.readString(),
            in.readString(),
            in.readVarLong(),
            in.readString(),
            in.readString());
    boolean settled = in.readByte() == 1;
    long arrival = in.readVarLong();
    long queuedAt = in.readVarLong();
    long expiredAt = in.readVarLong();
    long removedAt = in.readVarLong();
    long deletedAt = in.readVarLong();
    long touched = in.readVarLong();
    List<QueueEntry.Recipient> recipients = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      String address = in.readRequired();
      int flags = in.readByte();
      recipients.add(
          new QueueEntry.Recipient(
              address,
              (flags & 1) != 0,
              (flags & 2) == 0 ? null : readAttempt(in, host, queueId, address, touched)));
    }
    List<QueueLine.AttemptLine> pending = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      pending.add(readAttempt(in, host, queueId, in.readRequired(), touched));
    }
    List<QueueLine.NoticeLine> notices = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      notices.add(
          new QueueLine.NoticeLine(
              host,
              queueId,
              in.readSigned() + touched,
              KINDS.get(in.readByte()),
              in.readRequired()));
    }
    List<QueueLine.VerdictLine> verdicts = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      verdicts.add(
          new QueueLine.VerdictLine(
              host,
              queueId,
              in.readSigned() + touched,
              in.readRequired(),
              VERDICTS.get(in.readByte()),
              in.readRequired(),
              in.readString()));
    }
    return new QueueEntry(
        host,
        queueId,
        identity,
        settled,
        arrival,
        queuedAt,
        expiredAt,
        removedAt,
        deletedAt,
        touched,
        recipients,
        pending,
        notices,
        verdicts);
  }

  private static void writeAttempt(BinaryWriter out, QueueLine.AttemptLine attempt, long near) {
    SmtpReply reply = attempt.reply();
    out.writeSigned(attempt.time() - near)
        .writeString(attempt.originalRecipient())
        .writeString(attempt.remoteHost())
        .writeSigned(attempt.queuedAt() - near)
        .writeByte(RESULTS.indexOf(attempt.result()))
        .writeVarLong(reply.code())
        .writeString(reply.status())
        .writeString(reply.text())
        .writeString(reply.command())
        .writeString(attempt.agent());
    Peer peer = attempt.peer();
    out.writeString(peer == null ? null : peer.name());
    if (peer != null) {
      out.writeString(peer.address()).writeVarLong(peer.port());
    }
  }

  private static QueueLine.AttemptLine readAttempt(
      BinaryReader in, String host, String queueId, String recipient, long near) {
    return new QueueLine.AttemptLine(
        host,
        queueId,
        in.readSigned() + near,
        recipient,
        in.readString(),
        in.readString(),
        in.readSigned() + near,
        RESULTS.get(in.readByte()),
        new SmtpReply(in.readVarInt(), in.readString(), in.readString(), in.readString()),
        in.readRequired(),
        readPeer(in));
  }

  private static @Nullable Peer readPeer(BinaryReader in) {
    String name = in.readString();
    return name == null ? null : new Peer(name, in.readString(), in.readVarInt());
  }
}
