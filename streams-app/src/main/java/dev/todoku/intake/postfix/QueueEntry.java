package dev.todoku.intake.postfix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one queue id of one host.
 *
 * @param host the server that logged
 * @param queueId the queue id
 * @param identity whose entry it is
 * @param settled whether the identity is final: from then on events are published as lines come
 * @param arrival about when the message arrived, 0 when unknown; distinguishes two uses of a queue
 *     id
 * @param queuedAt when the message was queued, as all events say it; 0 until the first is published
 * @param expiredAt when the queue gave up, 0 when it did not
 * @param removedAt when it left the queue, 0 when it is there or its queue id is never used again
 * @param deletedAt when an operator deleted it from the queue, 0 when none did
 * @param touched log time of the latest line, to the hour
 * @param recipients recipients whose attempts were published: at most {@value #MOST_ENDED} whose
 *     fate is known, and {@value #MOST_OPEN} who are still being tried
 * @param pending attempts that wait for the identity, at most {@value #MOST_PENDING}
 * @param notices notices that wait for the identity
 * @param verdicts what filters decided of the message, for recipients who are yet to come, too; at
 *     most {@value #MOST_VERDICTS}
 */
public record QueueEntry(
    String host,
    String queueId,
    QueueEntryIdentity identity,
    boolean settled,
    long arrival,
    long queuedAt,
    long expiredAt,
    long removedAt,
    long deletedAt,
    long touched,
    List<Recipient> recipients,
    List<QueueLine.AttemptLine> pending,
    List<QueueLine.NoticeLine> notices,
    List<QueueLine.VerdictLine> verdicts) {

  /** Beyond it the eldest of those whose fate is known are forgotten. */
  static final int MOST_ENDED = 256;

  /** smtpd_recipient_limit; beyond it the eldest are forgotten. */
  static final int MOST_OPEN = 1_000;

  /** Where there are many recipients replies are kept to this length: an entry is one record. */
  static final int SHORT_REPLY = 200;

  /** Beyond it an entry settles for what it has. */
  static final int MOST_PENDING = 256;

  /** More filters than any mail is meant to pass; those beyond it are left out. */
  static final int MOST_VERDICTS = 8;

  /**
   * A recipient, so that the send is published once and an expiry reaches whom it concerns.
   *
   * @param address as it was tried
   * @param ended whether it was sent or bounced
   * @param lastDeferral the latest deferral, null when there was none or it no longer matters
   */
  public record Recipient(
      String address, boolean ended, QueueLine.@Nullable AttemptLine lastDeferral) {}

  public QueueEntry {
    recipients = List.copyOf(recipients);
    pending = List.copyOf(pending);
    notices = List.copyOf(notices);
    verdicts = List.copyOf(verdicts);
  }

  static QueueEntry begin(String host, String queueId) {
    return new QueueEntry(
        host,
        queueId,
        QueueEntryIdentity.UNKNOWN,
        false,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * Whether attempts wait here for the identity. After two minutes of log time, or when the log has
   * fallen silent, the entry is to be {@linkplain QueueEntryAssembler#settle settled}.
   */
  public boolean isUnsettled() {
    return (!settled && !pending.isEmpty()) || isOfFilterAlone();
  }

  /**
   * Whether filters alone speak of it: their log names another host than that of the queue, or
   * none. It waits until that queue's lines have come.
   */
  boolean isOfFilterAlone() {
    return !verdicts.isEmpty()
        && arrival == 0
        && recipients.isEmpty()
        && pending.isEmpty()
        && identity.equals(QueueEntryIdentity.UNKNOWN);
  }

  /** Whether the entry's own lines name the message. */
  public boolean isNamed() {
    return identity.messageId() != null || identity.resentId() != null;
  }

  /** The stored form. */
  public byte[] encode() {
    return QueueEntryCodec.encode(this);
  }

  /**
   * Reads the stored form.
   *
   * @throws IllegalArgumentException when a newer Todoku wrote it
   */
  public static QueueEntry decode(byte[] bytes) {
    return QueueEntryCodec.decode(bytes);
  }
}
