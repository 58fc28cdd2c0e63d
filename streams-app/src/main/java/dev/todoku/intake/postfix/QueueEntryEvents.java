package dev.todoku.intake.postfix;

import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.hop.AttemptHops;
import dev.todoku.hop.HopAttempt;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes events of the lines of one queue entry, as its identity is known now. */
final class QueueEntryEvents {
  /** Delays are logged to two digits, the time of BSD syslog to the second. */
  private static final long ROUNDING = Duration.ofSeconds(2).toMillis();

  private final String host;
  private final String queueId;
  private final QueueEntryIdentity identity;
  private final long queuedAt;
  private final Context context;

  /**
   * What events say beside the log.
   *
   * @param classifier names the reason behind a reply
   * @param sourceIps the address that mail of a host comes from; null for a host that it does not
   *     know, whose name is then taken
   * @param hops the hop of an attempt of a host, null where it is the recipient's
   */
  record Context(
      ReplyClassifier classifier,
      UnaryOperator<String> sourceIps,
      BiFunction<HopAttempt, String, NextHop> hops) {}

  /**
   * Of an entry.
   *
   * @param queuedAt when the message was queued, 0 while that is not known
   */
  QueueEntryEvents(
      String host, String queueId, QueueEntryIdentity identity, long queuedAt, Context context) {
    this.host = host;
    this.queueId = queueId;
    this.identity = identity;
    this.queuedAt = queuedAt;
    this.context = context;
  }

  MailEvent attempt(QueueLine.AttemptLine attempt) {
    return switch (attempt.result()) {
      case SENT ->
          Delivery.builder(identity.settledId(), attempt.recipient(), attempt.time())
              .originalRecipient(attempt.originalRecipient())
              .queuedAt(queuedAt(attempt))
              .queueId(attempt.queueId())
              .remoteHost(attempt.remoteHost())
              .reply(attempt.reply())
              .origin(origin())
              .nextHop(nextHop(attempt))
              .build();
      case DEFERRED ->
          Deferral.builder(identity.settledId(), attempt.recipient(), attempt.time())
              .originalRecipient(attempt.originalRecipient())
              .queuedAt(queuedAt(attempt))
              .queueId(attempt.queueId())
              .remoteHost(attempt.remoteHost())
              .reason(reason(attempt))
              .reply(attempt.reply())
              .origin(origin())
              .nextHop(nextHop(attempt))
              .build();
      case BOUNCED -> bounce(attempt, attempt.time(), Bounce.Kind.IN_BAND, reason(attempt));
    };
  }

  private NextHop nextHop(QueueLine.AttemptLine attempt) {
    return context.hops().apply(hopAttempt(attempt), host);
  }

  /** The attempt as the classification of hops takes it. */
  static HopAttempt hopAttempt(QueueLine.AttemptLine attempt) {
    return HopAttempt.unjudged(
        attempt.time(),
        attempt.agent(),
        attempt.recipient(),
        attempt.originalRecipient(),
        attempt.peer(),
        switch (attempt.result()) {
          case SENT -> HopAttempt.Result.ACCEPTED;
          case DEFERRED -> HopAttempt.Result.DEFERRED;
          case BOUNCED -> HopAttempt.Result.REFUSED;
        },
        attempt.reply());
  }

  /** The message was deleted from the queue while the recipient was still being tried. */
  Delivery deletion(QueueLine.AttemptLine lastDeferral, long deletedAt) {
    return Delivery.builder(identity.settledId(), lastDeferral.recipient(), deletedAt)
        .originalRecipient(lastDeferral.originalRecipient())
        .queuedAt(queuedAt(lastDeferral))
        .queueId(queueId)
        .origin(origin())
        .nextHop(AttemptHops.deleted())
        .build();
  }

  /**
   * What a filter decided, as a step of the way to {@code recipient}. It stood in no queue then.
   */
  MailEvent verdict(QueueLine.VerdictLine verdict, String recipient) {
    SmtpReply said = new SmtpReply(0, null, verdict.text(), null);
    NextHop hop =
        AttemptHops.filter(verdict.filter(), verdict.verdict() == FilterVerdict.DISCARDED);
    return switch (verdict.verdict()) {
      case PASSED, DISCARDED ->
          Delivery.builder(identity.settledId(), recipient, verdict.time())
              .reply(said)
              .origin(origin())
              .nextHop(hop)
              .build();
      case DEFERRED ->
          Deferral.builder(identity.settledId(), recipient, verdict.time())
              .reply(said)
              .origin(origin())
              .nextHop(hop)
              .build();
      case REFUSED ->
          Bounce.builder(identity.settledId(), recipient, verdict.time())
              .kind(Bounce.Kind.IN_BAND)
              .reason(
                  verdict.text().contains("INFECTED")
                      ? Reason.VIRUS_DETECTED
                      : Reason.SPAM_DETECTED)
              .reply(said)
              .envelopeFrom(identity.envelopeFrom())
              .origin(origin())
              .nextHop(hop)
              .build();
    };
  }

  private Reason reason(QueueLine.AttemptLine attempt) {
    return context
        .classifier()
        .classify(
            new RefusedReply(
                    attempt.reply(),
                    attempt.recipient(),
                    attempt.remoteHost(),
                    attempt.time(),
                    attempt.result() == QueueLine.Result.BOUNCED)
                .from(identity.envelopeFrom()))
        .reason();
  }

  /** The queue gave up while the recipient was still being tried. */
  Bounce expiry(QueueLine.AttemptLine lastDeferral, long expiredAt) {
    return bounce(lastDeferral, expiredAt, Bounce.Kind.QUEUE_EXPIRY, Reason.EXPIRED);
  }

  private Bounce bounce(QueueLine.AttemptLine attempt, long time, Bounce.Kind kind, Reason reason) {
    SmtpReply reply = attempt.reply();
    return Bounce.builder(identity.settledId(), attempt.recipient(), time)
        .originalRecipient(attempt.originalRecipient())
        .kind(kind)
        .reason(reason)
        .reply(reply)
        .queuedAt(queuedAt(attempt))
        .queueId(attempt.queueId())
        .envelopeId(envelopeId())
        .envelopeFrom(identity.envelopeFrom())
        .remoteHost(attempt.remoteHost())
        .origin(origin())
        .nextHop(nextHop(attempt))
        .build();
  }

  DsnSent notice(QueueLine.NoticeLine notice) {
    return new DsnSent(
        identity.settledId(),
        notice.time(),
        notice.kind(),
        notice.queueId(),
        notice.noticeQueueId(),
        origin());
  }

  Send send(String recipient) {
    return Send.builder(identity.settledId(), recipient, queuedAt)
        .envelopeFrom(identity.envelopeFrom())
        .envelopeId(envelopeId())
        .queueId(queueId)
        .size(identity.size())
        .subject(identity.subject())
        .origin(origin())
        .build();
  }

  /** One queueing time for the whole entry, unless the attempt's own is another one. */
  private long queuedAt(QueueLine.AttemptLine attempt) {
    long rounding = ROUNDING + roundedBy(attempt.time() - attempt.queuedAt());
    return Math.abs(attempt.queuedAt() - queuedAt) <= rounding ? queuedAt : attempt.queuedAt();
  }

  /** By how much a delay may have been rounded that has two digits, as "2.3e+04" seconds. */
  private static long roundedBy(long delayMs) {
    long unit = 1_000;
    while (delayMs / unit >= 100) {
      unit *= 10;
    }
    return unit > 1_000 && delayMs % unit == 0 ? unit / 2 : 0;
  }

  private @Nullable String envelopeId() {
    return EnvelopeId.of(identity.envelopeFrom());
  }

  private Origin origin() {
    String sender = identity.envelopeFrom();
    String fromDomain = identity.fromDomain();
    if (fromDomain == null && sender != null) {
      fromDomain = Field.orNull(Address.domainOf(sender), Limits.DOMAIN);
    }
    String sourceIp = context.sourceIps().apply(host);
    String mailStream = "".equals(sender) ? Origin.NOTICES : null;
    return new Origin(host, sourceIp == null ? host : sourceIp, fromDomain, mailStream, null);
  }
}
