package dev.todoku.explain;

import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;

/** Builds outcomes: {@code outcome("m1").to("a@b.test").bounced(Reason.USER_UNKNOWN, 60)}. */
public final class SampleOutcome {
  /** 2026-11-21T12:00:00Z; times of samples are seconds after it. */
  static final long START = 1_795_262_400_000L;

  private final String messageId;
  private String recipient = "alice@docomo.test";
  private String provider = "docomo.test";
  private long deferredAt;
  private long deliveredAt;
  private long engagedAt;
  private long complainedAt;
  private String bounceNamed;
  private MatchedBy matchedBy;
  private SmtpReply reply;

  private SampleOutcome(String messageId) {
    this.messageId = messageId;
  }

  public static SampleOutcome outcome(String messageId) {
    return new SampleOutcome(messageId);
  }

  public static long at(long second) {
    return START + second * 1000;
  }

  public SampleOutcome to(String address) {
    recipient = address;
    return this;
  }

  public SampleOutcome at(String name) {
    provider = name;
    return this;
  }

  public SampleOutcome deferred(long second) {
    deferredAt = at(second);
    return this;
  }

  public SampleOutcome accepted(long second) {
    deliveredAt = at(second);
    return this;
  }

  public SampleOutcome engaged(long second) {
    engagedAt = at(second);
    return this;
  }

  public SampleOutcome complained(long second) {
    complainedAt = at(second);
    return this;
  }

  public SampleOutcome replied(String text) {
    reply = new SmtpReply(0, null, text, "RCPT TO");
    return this;
  }

  public SampleOutcome naming(String address) {
    bounceNamed = address;
    return this;
  }

  public SampleOutcome matchedBy(MatchedBy by) {
    matchedBy = by;
    return this;
  }

  public Outcome sent() {
    return build(Status.SENT, Reason.ON_HOLD, null, Hop.SENDING_SERVER, 0, null);
  }

  public Outcome waiting(Reason reason) {
    return build(Status.DEFERRED, reason, null, Hop.RECEIVING_SERVER, 0, null);
  }

  public Outcome delivered() {
    return build(Status.DELIVERED, Reason.DELIVERED, null, Hop.MAIL_CLIENT, 0, null);
  }

  public Outcome expired(Reason temporary, long second) {
    return build(
        Status.EXPIRED, Reason.EXPIRED, temporary, Hop.RECEIVING_SERVER, at(second), reply);
  }

  public Outcome bounced(Reason reason, long second) {
    SmtpReply no = new SmtpReply(550, "5.1.1", "550 5.1.1 No, thanks", "RCPT TO");
    Hop hop = reason == Reason.HOST_UNKNOWN ? Hop.SENDING_SERVER : Hop.RECEIVING_SERVER;
    return build(Status.BOUNCED, reason, null, hop, at(second), reply == null ? no : reply);
  }

  private Outcome build(
      Status status, Reason reason, Reason temporary, Hop hop, long bouncedAt, SmtpReply reply) {
    return new Outcome(
        messageId,
        recipient,
        provider,
        status,
        reason,
        reason.fault(),
        temporary,
        hop,
        status == Status.BOUNCED && bounceNamed == null && reason.saysAddressIsDead(),
        2,
        Math.max(Math.max(START, deliveredAt), bouncedAt),
        START,
        deferredAt,
        deferredAt,
        deliveredAt,
        bouncedAt,
        engagedAt,
        complainedAt,
        reply,
        bounceNamed,
        matchedBy,
        false,
        "4jX",
        null,
        new Origin("mx1", "192.0.2.1", "shop.test", null, null));
  }
}
