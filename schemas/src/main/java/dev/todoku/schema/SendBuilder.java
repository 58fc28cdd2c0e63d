package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Send}.
 *
 * <pre>{@code
 * Send send =
 *     Send.builder("m1@shop.example", "hanako@docomo.ne.jp", sentAt)
 *         .envelopeFrom("bounces@shop.example")
 *         .queueId("4WVKGn3Lyz9sW")
 *         .build();
 * }</pre>
 */
public final class SendBuilder extends EventBuilder<SendBuilder> {
  private final String messageId;
  private @Nullable String envelopeFrom;
  private @Nullable String envelopeId;
  private long size;
  private @Nullable String subject;
  private @Nullable String replyTo;
  private @Nullable String recipientName;
  private @Nullable String notifyTo;

  SendBuilder(String messageId, String recipient, long time) {
    super(recipient, time);
    this.messageId = messageId;
  }

  SendBuilder(Send known) {
    super(known.recipient(), known.time());
    messageId = known.messageId();
    envelopeFrom = known.envelopeFrom();
    envelopeId = known.envelopeId();
    queueId = known.queueId();
    size = known.size();
    subject = known.subject();
    origin = known.origin();
    replyTo = known.replyTo();
    recipientName = known.recipientName();
    notifyTo = known.notifyTo();
  }

  @Override
  SendBuilder self() {
    return this;
  }

  /** Sets the envelope sender; empty for the null sender of notices, null when unknown. */
  public SendBuilder envelopeFrom(@Nullable String address) {
    envelopeFrom = address;
    return this;
  }

  /** Sets the ENVID (RFC 3461 section 4.4) or VERP token, null when there is none. */
  public SendBuilder envelopeId(@Nullable String id) {
    envelopeId = id;
    return this;
  }

  /** Sets the size of the message in bytes, 0 when unknown. */
  public SendBuilder size(long bytes) {
    size = bytes;
    return this;
  }

  /** Sets the Subject, null when unknown. */
  public SendBuilder subject(@Nullable String text) {
    subject = text;
    return this;
  }

  /** Sets the address of the header Reply-To, null when there is none or it is unknown. */
  public SendBuilder replyTo(@Nullable String address) {
    replyTo = address;
    return this;
  }

  /** Sets the recipient's display name in the header To, null when unknown. */
  public SendBuilder recipientName(@Nullable String name) {
    recipientName = name;
    return this;
  }

  /** Sets whom {@code mail.failures} names when the message fails, null for nobody. */
  public SendBuilder notifyTo(@Nullable String addressOrName) {
    notifyTo = addressOrName;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Send build() {
    return new Send(
        messageId,
        recipient,
        time,
        envelopeFrom,
        envelopeId,
        queueId,
        size,
        subject,
        origin,
        replyTo,
        recipientName,
        notifyTo);
  }
}
