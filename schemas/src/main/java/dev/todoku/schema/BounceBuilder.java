package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Bounce}: what was refused, and beside it what the bounce says of the message and
 * of the way on which it came.
 *
 * <pre>{@code
 * Bounce bounce =
 *     Bounce.builder("m1@shop.example", "hanako@docomo.ne.jp", bouncedAt)
 *         .kind(Bounce.Kind.IN_BAND)
 *         .reason(Reason.USER_UNKNOWN)
 *         .reply(SmtpReply.of("550 5.1.1 user unknown"))
 *         .build();
 * }</pre>
 */
public final class BounceBuilder extends AttemptBuilder<BounceBuilder> {
  private @Nullable String messageId;
  private Bounce.Kind kind = Bounce.Kind.OUT_OF_BAND;
  private Reason reason = Reason.UNDEFINED;
  private @Nullable ReasonBy reasonBy;
  private @Nullable String envelopeId;
  private @Nullable String envelopeFrom;
  private @Nullable String reportingHost;
  private @Nullable MatchedBy matchedBy;
  private @Nullable ReportSource source;

  BounceBuilder(@Nullable String messageId, String recipient, long time) {
    super(recipient, time);
    this.messageId = messageId;
  }

  BounceBuilder(Bounce known) {
    this(known.messageId(), known.recipient(), known.time());
    originalRecipient = known.originalRecipient();
    kind = known.kind();
    reason = known.reason();
    reply = known.reply();
    queuedAt = known.queuedAt();
    queueId = known.queueId();
    envelopeId = known.envelopeId();
    envelopeFrom = known.envelopeFrom();
    remoteHost = known.remoteHost();
    reportingHost = known.reportingHost();
    origin = known.origin();
    matchedBy = known.matchedBy();
    source = known.source();
    nextHop = known.nextHop();
    reasonBy = known.reasonBy();
  }

  @Override
  BounceBuilder self() {
    return this;
  }

  /** Sets the Message-ID of the refused message, null when the bounce does not name it. */
  public BounceBuilder messageId(@Nullable String id) {
    messageId = id;
    return this;
  }

  /** Sets how it became known; null is as {@link Bounce.Kind#OUT_OF_BAND}. */
  public BounceBuilder kind(Bounce.@Nullable Kind how) {
    kind = how == null ? Bounce.Kind.OUT_OF_BAND : how;
    return this;
  }

  /** Sets why; null is as {@link Reason#UNDEFINED}. */
  public BounceBuilder reason(@Nullable Reason why) {
    reason = why == null ? Reason.UNDEFINED : why;
    return this;
  }

  /** Sets who says why; null for whoever wrote the event, and where nobody does. */
  public BounceBuilder reasonBy(@Nullable ReasonBy who) {
    reasonBy = who;
    return this;
  }

  /** Sets the ENVID (RFC 3461 section 4.4) or VERP token of the message, null when unknown. */
  public BounceBuilder envelopeId(@Nullable String id) {
    envelopeId = id;
    return this;
  }

  /** Sets the envelope sender of the message, null when unknown. */
  public BounceBuilder envelopeFrom(@Nullable String address) {
    envelopeFrom = address;
    return this;
  }

  /** Sets the server that wrote the bounce message, null for in-band bounces. */
  public BounceBuilder reportingHost(@Nullable String name) {
    reportingHost = name;
    return this;
  }

  /** Sets the identity that led to the message; null until one did. */
  public BounceBuilder matchedBy(@Nullable MatchedBy by) {
    matchedBy = by;
    return this;
  }

  /** Sets where it came from by mail; null for what a trusted program writes. */
  public BounceBuilder source(@Nullable ReportSource from) {
    source = from;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Bounce build() {
    return new Bounce(
        messageId,
        recipient,
        originalRecipient,
        time,
        kind,
        reason,
        reply,
        queuedAt,
        queueId,
        envelopeId,
        envelopeFrom,
        remoteHost,
        reportingHost,
        origin,
        matchedBy,
        source,
        nextHop,
        reasonBy);
  }
}
