package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * A message was refused for now; the sending server will try again.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it came
 * @param originalRecipient the address before aliases were expanded, null when the same or unknown
 * @param time when it was refused
 * @param queuedAt when the sending server took the message on, 0 when unknown
 * @param queueId the sending server's queue id, null when unknown
 * @param remoteHost the server that refused it, null when none was reached
 * @param reason why
 * @param reply what the server said
 * @param origin where the message comes from
 * @param nextHop whose server that was, null when nothing speaks for another than the recipient's
 * @param reasonBy who says why; null for whoever wrote the event, and where nobody does
 */
public record Deferral(
    String messageId,
    String recipient,
    @Nullable String originalRecipient,
    long time,
    @OmittedWhenZero long queuedAt,
    @Nullable String queueId,
    @Nullable String remoteHost,
    Reason reason,
    SmtpReply reply,
    Origin origin,
    @Nullable NextHop nextHop,
    @Nullable ReasonBy reasonBy)
    implements DeliveryEvent {

  public Deferral {
    messageId = Required.messageId(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.bounded(originalRecipient, "originalRecipient", Limits.ADDRESS);
    Required.time(time, "time");
    Required.timeOrZero(queuedAt, "queuedAt");
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.bounded(remoteHost, "remoteHost", Limits.DOMAIN);
    reason = reason == null ? Reason.UNDEFINED : reason;
    reply = reply == null ? SmtpReply.UNKNOWN : reply;
    origin = origin == null ? Origin.UNKNOWN : origin;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onDeferral(this);
  }

  /**
   * Begins a deferral of which nothing else is known.
   *
   * @param messageId Message-ID, in normal form or as it came
   * @param recipient address as it came
   * @param time when it was refused, epoch milliseconds
   */
  public static DeferralBuilder builder(String messageId, String recipient, long time) {
    return new DeferralBuilder(messageId, recipient, time);
  }

  /** Begins one that is as this but for what is set. */
  public DeferralBuilder toBuilder() {
    return new DeferralBuilder(this);
  }

  /** This deferral with the reason that its reply gives. */
  public Deferral classified(Reason found, @Nullable ReasonBy by) {
    return toBuilder().reason(found).reasonBy(by).build();
  }
}
