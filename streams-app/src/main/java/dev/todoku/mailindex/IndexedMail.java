package dev.todoku.mailindex;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SendDetails;
import dev.todoku.schema.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of one message to one recipient. Times are event times, epoch milliseconds,
 * 0 when unknown; texts are null when unknown.
 *
 * @param messageId in normal form
 * @param recipient in normal form
 * @param provider who runs the mailbox
 * @param status what is known of it
 * @param reason why it failed; of what was given up, what was behind it
 * @param fault whose problem that is
 * @param time of the latest fact
 * @param sentAt when the sending server took it on
 * @param deliveredAt when the receiving server accepted it
 * @param complainedAt when the recipient complained
 * @param notice whether a mail server wrote it
 * @param queueId of the sending server
 * @param acceptedAs queue id of the receiving server
 * @param subject as it was sent, cut
 * @param reply what the receiving server said, cut
 * @param origin where it comes from
 */
public record IndexedMail(
    String messageId,
    String recipient,
    String provider,
    Status status,
    Reason reason,
    Fault fault,
    long time,
    long sentAt,
    long deliveredAt,
    long complainedAt,
    boolean notice,
    @Nullable String queueId,
    @Nullable String acceptedAs,
    @Nullable String subject,
    @Nullable String reply,
    Origin origin) {
  /** Enough for a person to know what it was. */
  private static final int LONGEST_REPLY = 200;

  /** What an outcome says. */
  static IndexedMail of(Outcome outcome) {
    SendDetails details = outcome.details() == null ? SendDetails.UNKNOWN : outcome.details();
    return new IndexedMail(
        outcome.messageId(),
        outcome.recipient(),
        outcome.provider(),
        outcome.status(),
        outcome.temporaryReason() == null ? outcome.reason() : outcome.temporaryReason(),
        outcome.fault(),
        outcome.status().isFailure() && outcome.bouncedAt() != 0
            ? outcome.bouncedAt()
            : outcome.time(),
        outcome.sentAt(),
        outcome.deliveredAt(),
        outcome.complainedAt(),
        outcome.notice(),
        outcome.queueId(),
        details.acceptedAs(),
        details.subject(),
        outcome.reply() == null ? null : cut(outcome.reply().text()),
        outcome.origin());
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_REPLY ? text : text.substring(0, LONGEST_REPLY);
  }

  /** Whether it failed for good. */
  public boolean isFailed() {
    return status.isFailure();
  }

  /** When it was accepted, or when it failed. */
  long endedAt() {
    return status == Status.DELIVERED && deliveredAt != 0 ? deliveredAt : time;
  }

  /** When it was sent, or when it was first heard of where that is not known. */
  public long begin() {
    return sentAt == 0 ? time : sentAt;
  }

  /** Whether sending it again can succeed: what failed is not the address. */
  public boolean isWorthResending() {
    return isFailed() && fault != Fault.ADDRESS && fault != Fault.MAILBOX;
  }
}
