package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * The remote server accepted a message for one recipient.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param originalRecipient the address before aliases were expanded, null when the same or unknown
 * @param time when it was accepted
 * @param queuedAt when the sending server took the message on, 0 when unknown
 * @param queueId the sending server's queue id, null when unknown
 * @param remoteHost the server that accepted it, null when unknown
 * @param reply what it said
 * @param origin where the message comes from
 * @param nextHop whose server that was, null when nothing speaks for another than the recipient's
 */
public record Delivery(
    String messageId,
    String recipient,
    @Nullable String originalRecipient,
    long time,
    @OmittedWhenZero long queuedAt,
    @Nullable String queueId,
    @Nullable String remoteHost,
    SmtpReply reply,
    Origin origin,
    @Nullable NextHop nextHop)
    implements DeliveryEvent {

  public Delivery {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.bounded(originalRecipient, "originalRecipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.timeOrZero(queuedAt, "queuedAt");
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.bounded(remoteHost, "remoteHost", Limits.DOMAIN);
    reply = reply == null ? SmtpReply.UNKNOWN : reply;
    origin = origin == null ? Origin.UNKNOWN : origin;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onDelivery(this);
  }

  /**
   * Begins a delivery of which nothing else is known.
   *
   * @param messageId Message-ID, in normal form or as it came
   * @param recipient address as it came
   * @param time when it was accepted, epoch milliseconds
   */
  public static DeliveryBuilder builder(String messageId, String recipient, long time) {
    return new DeliveryBuilder(messageId, recipient, time);
  }
}
