package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * A delivery status notification about a message, as the sending server logged it or as it came
 * back. It says nothing of the outcome: what the sending server did, its log says; what others
 * report of a delay or a delivery, anyone can forge.
 *
 * @param messageId Message-ID of the message that the notice is about, in normal form
 * @param time when the notice was written
 * @param kind what the notice says
 * @param queueId queue id of the message, null when unknown
 * @param noticeQueueId queue id under which the notice travels, null when unknown
 * @param origin where the message comes from
 * @param recipient for whom it speaks, null when for all or unknown
 */
public record DsnSent(
    String messageId,
    long time,
    Kind kind,
    @Nullable String queueId,
    @Nullable String noticeQueueId,
    Origin origin,
    @Nullable String recipient)
    implements DeliveryEvent {

  /** What a notice says of the message. */
  public enum Kind {
    NON_DELIVERY,
    DELAY,
    SUCCESS,
    /** The recipient's mailbox answered by itself (RFC 3834): away, or received. */
    AUTO_REPLY
  }

  public DsnSent {
    messageId = Required.messageId(messageId);
    Required.time(time, "time");
    Required.present(kind, "kind");
    Required.bounded(noticeQueueId, "noticeQueueId", Limits.NAME);
    Required.bounded(queueId, "queueId", Limits.NAME);
    origin = origin == null ? Origin.UNKNOWN : origin;
    Required.bounded(recipient, "recipient", Limits.ADDRESS);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onDsnSent(this);
  }

  /** That speaks for all recipients, or does not say for whom. */
  public DsnSent(
      String messageId,
      long time,
      Kind kind,
      @Nullable String queueId,
      @Nullable String noticeQueueId,
      Origin origin) {
    this(messageId, time, kind, queueId, noticeQueueId, origin, null);
  }
}
