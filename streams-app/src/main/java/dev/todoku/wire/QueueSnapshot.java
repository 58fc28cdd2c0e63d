package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What waited in the queue of a server at a time.
 *
 * @param host the server
 * @param takenAt when it was asked, in milliseconds since 1970
 * @param messages how many there were; one may wait for several recipients
 * @param mails as many of them as there is room for, the first ones that the server named
 */
public record QueueSnapshot(String host, long takenAt, long messages, List<WaitingMail> mails) {
  /** What the key of a snapshot begins with among the positions of collectors. */
  public static final String KEY = "queue:";

  private static final int VERSION = 1;

  public QueueSnapshot {
    mails = List.copyOf(mails);
  }

  /**
   * A mail in a queue.
   *
   * @param host whose queue
   * @param takenAt when it was seen there, in milliseconds since 1970
   */
  public record Found(String host, long takenAt, WaitingMail mail) {}

  /** When the mail came that waits longest, in milliseconds since 1970; 0 when none does. */
  public long oldest() {
    return mails.stream().mapToLong(WaitingMail::since).min().orElse(0);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(host)
            .writeVarLong(takenAt)
            .writeVarLong(messages)
            .writeVarLong(mails.size());
    for (WaitingMail mail : mails) {
      out.writeString(mail.queueId())
          .writeString(mail.recipient())
          .writeByte(mail.isOnHold() ? 1 : 0)
          .writeVarLong(mail.since())
          .writeString(mail.why());
    }
    return out.toBytes();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when a newer Todoku wrote it
   */
  public static QueueSnapshot decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String host = in.readString();
    long takenAt = in.readVarLong();
    long messages = in.readVarLong();
    List<WaitingMail> mails = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      mails.add(
          new WaitingMail(
              in.readString(),
              in.readString(),
              in.readByte() == 1,
              in.readVarLong(),
              in.readString()));
    }
    return new QueueSnapshot(host, takenAt, messages, mails);
  }
}
