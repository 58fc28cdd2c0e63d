package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Deferral}.
 *
 * <pre>{@code
 * Deferral deferral =
 *     Deferral.builder("m1@shop.example", "hanako@docomo.ne.jp", deferredAt)
 *         .reason(Reason.RATE_LIMITED)
 *         .reply(SmtpReply.of("421 4.7.0 try again later"))
 *         .build();
 * }</pre>
 */
public final class DeferralBuilder extends AttemptBuilder<DeferralBuilder> {
  private final String messageId;
  private Reason reason = Reason.UNDEFINED;
  private @Nullable ReasonBy reasonBy;

  DeferralBuilder(String messageId, String recipient, long time) {
    super(recipient, time);
    this.messageId = messageId;
  }

  DeferralBuilder(Deferral known) {
    this(known.messageId(), known.recipient(), known.time());
    originalRecipient = known.originalRecipient();
    queuedAt = known.queuedAt();
    queueId = known.queueId();
    remoteHost = known.remoteHost();
    reason = known.reason();
    reply = known.reply();
    origin = known.origin();
    nextHop = known.nextHop();
    reasonBy = known.reasonBy();
  }

  @Override
  DeferralBuilder self() {
    return this;
  }

  /** Sets why; null is as {@link Reason#UNDEFINED}. */
  public DeferralBuilder reason(@Nullable Reason why) {
    reason = why == null ? Reason.UNDEFINED : why;
    return this;
  }

  /** Sets who says why; null for whoever wrote the event, and where nobody does. */
  public DeferralBuilder reasonBy(@Nullable ReasonBy who) {
    reasonBy = who;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Deferral build() {
    return new Deferral(
        messageId,
        recipient,
        originalRecipient,
        time,
        queuedAt,
        queueId,
        remoteHost,
        reason,
        reply,
        origin,
        nextHop,
        reasonBy);
  }
}
