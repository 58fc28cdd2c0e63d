package dev.todoku.explain;

import dev.todoku.schema.Hop;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.OutcomeBuilder;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds outcomes: {@code outcome("m1").to("a@b.test").bounced(Reason.USER_UNKNOWN, 60)}. */
public final class SampleOutcome {
  /** 2026-11-21T12:00:00Z; times of samples are seconds after it. */
  static final long START = 1_795_262_400_000L;

  private static final SmtpReply NO =
      new SmtpReply(550, "5.1.1", "550 5.1.1 No, thanks", "RCPT TO");

  private final String messageId;
  private final List<Consumer<OutcomeBuilder>> parts = new ArrayList<>();
  private String recipient = "alice@docomo.test";
  private boolean namesAnother;
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

  public SampleOutcome at(String provider) {
    return with(outcome -> outcome.identity(of -> of.provider(provider)));
  }

  public SampleOutcome deferred(long second) {
    return with(outcome -> outcome.times(time -> time.deferred(at(second), at(second))));
  }

  public SampleOutcome accepted(long second) {
    return with(outcome -> outcome.times(time -> time.delivered(at(second))));
  }

  public SampleOutcome engaged(long second) {
    return with(outcome -> outcome.times(time -> time.engaged(at(second))));
  }

  public SampleOutcome answered(long second) {
    return with(outcome -> outcome.times(time -> time.autoReplied(at(second))));
  }

  public SampleOutcome unsubscribed(long second) {
    return with(
        outcome -> outcome.times(time -> time.engaged(at(second)).unsubscribed(at(second))));
  }

  public SampleOutcome complained(long second) {
    return with(outcome -> outcome.times(time -> time.complained(at(second))));
  }

  public SampleOutcome replied(String text) {
    reply = new SmtpReply(0, null, text, "RCPT TO");
    return this;
  }

  public SampleOutcome naming(String address) {
    namesAnother = true;
    return with(outcome -> outcome.failure(why -> why.bounceNamed(address)));
  }

  public SampleOutcome matchedBy(MatchedBy by) {
    return with(outcome -> outcome.failure(why -> why.matchedBy(by)));
  }

  public Outcome sent() {
    return build(Status.SENT, Reason.ON_HOLD, Hop.SENDING_SERVER);
  }

  public Outcome waiting(Reason reason) {
    return build(Status.DEFERRED, reason, Hop.RECEIVING_SERVER);
  }

  public Outcome delivered() {
    return build(Status.DELIVERED, Reason.DELIVERED, Hop.MAIL_CLIENT);
  }

  public Outcome expired(Reason temporary, long second) {
    with(outcome -> outcome.times(time -> time.bounced(at(second))));
    with(outcome -> outcome.failure(why -> why.temporaryReason(temporary).reply(reply)));
    return build(Status.EXPIRED, Reason.EXPIRED, Hop.RECEIVING_SERVER);
  }

  public Outcome bounced(Reason reason, long second) {
    boolean isDead = !namesAnother && reason.saysAddressIsDead();
    with(outcome -> outcome.times(time -> time.bounced(at(second))));
    with(
        outcome ->
            outcome.failure(why -> why.addressIsDead(isDead).reply(reply == null ? NO : reply)));
    return build(
        Status.BOUNCED,
        reason,
        reason == Reason.HOST_UNKNOWN ? Hop.SENDING_SERVER : Hop.RECEIVING_SERVER);
  }

  SampleOutcome with(Consumer<OutcomeBuilder> part) {
    parts.add(part);
    return this;
  }

  private Outcome build(Status status, Reason reason, Hop hop) {
    OutcomeBuilder outcome =
        Outcome.builder(messageId, recipient)
            .identity(
                of ->
                    of.provider("docomo.test")
                        .queueId("4jX")
                        .origin(new Origin("mx1", "192.0.2.1", "shop.test", null, null)))
            .status(status, hop)
            .times(time -> time.sent(START))
            .failure(why -> why.reason(reason))
            .revision(2);
    parts.forEach(part -> part.accept(outcome));
    return outcome.build();
  }
}
