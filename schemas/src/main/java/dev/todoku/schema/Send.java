package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * The sending server took a message on for one recipient.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param time when the sending server took it on
 * @param envelopeFrom envelope sender as it came; empty for the null sender of notices (RFC 5321
 *     section 4.5.5), null when unknown
 * @param envelopeId ENVID (RFC 3461 section 4.4) or the VERP token, null when there is none
 * @param queueId the sending server's queue id, null when unknown
 * @param size message size in bytes, 0 when unknown
 * @param subject Subject as it came, cut to {@link Limits#SUBJECT} characters; null when unknown
 * @param origin where it comes from
 * @param replyTo address of the header Reply-To, null when there is none or it is unknown
 * @param recipientName the recipient's display name in the header To, null when unknown
 * @param notifyTo who is to be told by {@code mail.failures} when it fails: an address or any name;
 *     null for nobody
 */
public record Send(
    String messageId,
    String recipient,
    long time,
    @Nullable String envelopeFrom,
    @Nullable String envelopeId,
    @Nullable String queueId,
    @OmittedWhenZero long size,
    @Nullable String subject,
    Origin origin,
    @Nullable String replyTo,
    @Nullable String recipientName,
    @Nullable String notifyTo)
    implements MailEvent {

  public Send {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.bounded(envelopeFrom, "envelopeFrom", Limits.ADDRESS);
    Required.bounded(envelopeId, "envelopeId", Limits.NAME);
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.count(size, "size");
    subject = Required.cutOrNull(subject, Limits.SUBJECT);
    origin = origin == null ? Origin.UNKNOWN : origin;
    Required.bounded(replyTo, "replyTo", Limits.ADDRESS);
    Required.bounded(recipientName, "recipientName", Limits.NAME);
    Required.bounded(notifyTo, "notifyTo", Limits.ADDRESS);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onSend(this);
  }

  /**
   * Begins a send of which nothing else is known.
   *
   * @param messageId Message-ID, in normal form or as it came
   * @param recipient address as it came
   * @param time when the sending server took it on, epoch milliseconds
   */
  public static SendBuilder builder(String messageId, String recipient, long time) {
    return new SendBuilder(messageId, recipient, time);
  }

  /** Begins one that is as this but for what is set. */
  public SendBuilder toBuilder() {
    return new SendBuilder(this);
  }

  /** What it says of the message beside where it comes from. */
  public SendDetails details() {
    return new SendDetails(envelopeFrom, replyTo, recipientName, subject, size, null, notifyTo);
  }
}
