package dev.todoku.wire;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What waited in the queue of a server at a time.
 *
 * @param host the server
 * @param takenAt when it was asked, in milliseconds since 1970
 * @param messages how many there were; one may wait for several recipients
 * @param mails as many of them as there is room for, the first ones that the server named
 * @param isWhole whether there was room for all of them
 * @param gone what waited before and does not any more, the latest last; at most {@value
 *     #MOST_GONE}
 */
public record QueueSnapshot(
    String host,
    long takenAt,
    long messages,
    List<WaitingMail> mails,
    boolean isWhole,
    List<GoneMail> gone) {
  /** What the key of a snapshot begins with among the positions of collectors. */
  public static final String KEY = "queue:";

  private static final int VERSION = 2;

  /** Of which nothing was remembered that had left. */
  private static final int FIRST_VERSION = 1;

  private static final int MOST_GONE = 1_000;
  private static final long GONE_KEPT = Duration.ofDays(3).toMillis();

  public QueueSnapshot {
    mails = List.copyOf(mails);
    gone = List.copyOf(gone);
  }

  /** All that waits; of what waited before nothing is known. */
  public QueueSnapshot(String host, long takenAt, long messages, List<WaitingMail> mails) {
    this(host, takenAt, messages, mails, true, List.of());
  }

  /**
   * A mail that left a queue, by whatever way: the log says by which.
   *
   * @param seenAt when it was seen there last, in milliseconds since 1970
   * @param goneAt when it was missed first
   */
  public record GoneMail(WaitingMail mail, long seenAt, long goneAt) {}

  /** This snapshot, which follows {@code before}, with what has left the queue. */
  public QueueSnapshot after(QueueSnapshot before) {
    Set<String> waiting =
        mails.stream().map(QueueSnapshot::keyOf).collect(Collectors.toUnmodifiableSet());
    List<GoneMail> missed = new ArrayList<>();
    before.gone.stream()
        .filter(one -> one.goneAt() > takenAt - GONE_KEPT)
        .filter(one -> !waiting.contains(keyOf(one.mail())))
        .forEach(missed::add);
    if (isWhole) {
      before.mails.stream()
          .filter(mail -> !waiting.contains(keyOf(mail)))
          .forEach(mail -> missed.add(new GoneMail(mail, before.takenAt, takenAt)));
    }
    int first = Math.max(0, missed.size() - MOST_GONE);
    return new QueueSnapshot(
        host, takenAt, messages, mails, isWhole, missed.subList(first, missed.size()));
  }

  private static String keyOf(WaitingMail mail) {
    return mail.queueId() + ' ' + mail.recipient();
  }

  /**
   * A mail in a queue, or that was in it.
   *
   * @param host whose queue
   * @param takenAt when it was seen there last, in milliseconds since 1970
   * @param goneAt when it was missed first, 0 while it is there
   */
  public record Found(String host, long takenAt, long goneAt, WaitingMail mail) {}

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
    mails.forEach(mail -> write(out, mail));
    out.writeByte(isWhole ? 1 : 0).writeVarLong(gone.size());
    for (GoneMail one : gone) {
      write(out, one.mail());
      out.writeVarLong(one.seenAt()).writeVarLong(one.goneAt());
    }
    return out.toBytes();
  }

  private static void write(BinaryWriter out, WaitingMail mail) {
    out.writeString(mail.queueId())
        .writeString(mail.recipient())
        .writeByte(mail.isOnHold() ? 1 : 0)
        .writeVarLong(mail.since())
        .writeString(mail.why());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when a newer Todoku wrote it
   */
  public static QueueSnapshot decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String host = in.readRequired();
    long takenAt = in.readVarLong();
    long messages = in.readVarLong();
    List<WaitingMail> mails = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      mails.add(readMail(in));
    }
    if (in.version() == FIRST_VERSION) {
      return new QueueSnapshot(host, takenAt, messages, mails);
    }
    boolean isWhole = in.readByte() == 1;
    List<GoneMail> gone = new ArrayList<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      gone.add(new GoneMail(readMail(in), in.readVarLong(), in.readVarLong()));
    }
    return new QueueSnapshot(host, takenAt, messages, mails, isWhole, gone);
  }

  private static WaitingMail readMail(BinaryReader in) {
    return new WaitingMail(
        in.readRequired(),
        in.readRequired(),
        in.readByte() == 1,
        in.readVarLong(),
        in.readString());
  }
}
