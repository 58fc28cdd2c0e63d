package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * A message was refused for good for one recipient.
 *
 * @param messageId Message-ID of the refused message in normal form, null when the bounce does not
 *     name it
 * @param recipient address that failed, as it came
 * @param originalRecipient the address that the message was sent to, where the bounce names it;
 *     null when the same or unknown
 * @param time when it was refused
 * @param kind how it became known
 * @param reason why
 * @param reply what the refusing server said
 * @param queuedAt when the sending server took the message on, 0 when unknown
 * @param queueId the sending server's queue id of the message, null when unknown
 * @param envelopeId ENVID or VERP token of the message, null when unknown
 * @param envelopeFrom the envelope sender of the message, which is where the bounce was sent to;
 *     null when unknown
 * @param remoteHost the server that refused it, null when unknown
 * @param reportingHost the server that wrote the bounce message, null for in-band bounces
 * @param origin where the message comes from
 * @param matchedBy the identity that led to the message; null until one did
 * @param source where it came from by mail; null for what a trusted program writes
 * @param nextHop whose server that was, null when nothing speaks for another than the recipient's
 * @param reasonBy who says why; null for whoever wrote the event, and where nobody does
 */
public record Bounce(
    @Nullable String messageId,
    String recipient,
    @Nullable String originalRecipient,
    long time,
    Kind kind,
    Reason reason,
    SmtpReply reply,
    @OmittedWhenZero long queuedAt,
    @Nullable String queueId,
    @Nullable String envelopeId,
    @Nullable String envelopeFrom,
    @Nullable String remoteHost,
    @Nullable String reportingHost,
    Origin origin,
    @Nullable MatchedBy matchedBy,
    @Nullable ReportSource source,
    @Nullable NextHop nextHop,
    @Nullable ReasonBy reasonBy)
    implements MailEvent {

  /** How a bounce became known. */
  public enum Kind {
    /** In the SMTP dialogue: the sending server knew at once. */
    IN_BAND,
    /** The sending server's queue gave up. */
    QUEUE_EXPIRY,
    /** A bounce message came back. */
    OUT_OF_BAND
  }

  public Bounce {
    messageId = Required.messageIdOrNull(messageId);
    Required.text(recipient, "recipient", Limits.ADDRESS);
    Required.bounded(originalRecipient, "originalRecipient", Limits.ADDRESS);
    Required.time(time, "time");
    kind = kind == null ? Kind.OUT_OF_BAND : kind;
    reason = reason == null ? Reason.UNDEFINED : reason;
    reply = reply == null ? SmtpReply.UNKNOWN : reply;
    Required.timeOrZero(queuedAt, "queuedAt");
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.bounded(envelopeId, "envelopeId", Limits.NAME);
    Required.bounded(envelopeFrom, "envelopeFrom", Limits.ADDRESS);
    Required.bounded(remoteHost, "remoteHost", Limits.DOMAIN);
    Required.bounded(reportingHost, "reportingHost", Limits.DOMAIN);
    origin = origin == null ? Origin.UNKNOWN : origin;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.onBounce(this);
  }

  /**
   * Begins a bounce of which nothing else is known.
   *
   * @param messageId Message-ID of the refused message, null when the bounce does not name it
   * @param recipient address that failed, as it came
   * @param time when it was refused, epoch milliseconds
   */
  public static BounceBuilder builder(@Nullable String messageId, String recipient, long time) {
    return new BounceBuilder(messageId, recipient, time);
  }

  /** Begins one that is as this but for what is set. */
  public BounceBuilder toBuilder() {
    return new BounceBuilder(this);
  }

  /** The address to look for: the one sent to where the bounce names it. */
  public String sentTo() {
    return originalRecipient == null ? recipient : originalRecipient;
  }

  /** This bounce, found to be of {@code messageId} as sent to {@code recipient}. */
  public Bounce matched(String messageId, String recipient, MatchedBy by) {
    return toBuilder().messageId(messageId).originalRecipient(recipient).matchedBy(by).build();
  }

  /** This bounce, which came by mail. */
  public Bounce from(ReportSource source) {
    return toBuilder().source(source).build();
  }

  /** This bounce with the reason that its reply gives. */
  public Bounce classified(Reason found, @Nullable ReasonBy by) {
    return toBuilder().reason(found).reasonBy(by).build();
  }
}
