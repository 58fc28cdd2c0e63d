package dev.todoku.testing;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * One message to one recipient, and the events that may be reported of it.
 *
 * @param messageId Message-ID in normal form
 * @param recipient address as it was sent to
 * @param queueId the sending server's queue id, null when unknown
 * @param envelopeId ENVID or VERP token, null when unknown
 * @param origin where it comes from, as the log says it
 */
public record Mail(
    String messageId, String recipient, String queueId, String envelopeId, Origin origin) {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 6, 1);

  public static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 Ok: queued", "end of DATA");
  public static final SmtpReply NO_SUCH_USER =
      new SmtpReply(550, "5.1.1", "550 5.1.1 Unknown user", "RCPT TO");
  public static final SmtpReply TRY_LATER =
      new SmtpReply(451, "4.3.0", "451 4.3.0 Try again later", "RCPT TO");
  public static final SmtpReply BLOCKED =
      new SmtpReply(550, "5.7.1", "550 5.7.1 Blocked", "RCPT TO");

  /** A message of shop.example, sent by mx1. */
  public static Mail to(String recipient, String messageId) {
    return new Mail(
        messageId,
        recipient,
        null,
        null,
        new Origin("mx1.shop.example", "192.0.2.10", "shop.example", null, null));
  }

  public Mail queueId(String id) {
    return new Mail(messageId, recipient, id, envelopeId, origin);
  }

  public Mail envelopeId(String id) {
    return new Mail(messageId, recipient, queueId, id, origin);
  }

  public Mail origin(Origin other) {
    return new Mail(messageId, recipient, queueId, envelopeId, other);
  }

  /** A time of the first day, UTC: {@code at("09:00")}. */
  public static long at(String time) {
    return at(0, time);
  }

  /** A time so many days after the first. */
  public static long at(int day, String time) {
    Instant instant =
        FIRST_DAY.plusDays(day).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    return instant.toEpochMilli();
  }

  public Send send(long time) {
    return Send.builder(messageId, recipient, time)
        .envelopeFrom("shop@shop.example")
        .envelopeId(envelopeId)
        .queueId(queueId)
        .origin(origin)
        .build();
  }

  public Delivery delivery(long time) {
    return Delivery.builder(messageId, recipient, time)
        .queueId(queueId)
        .remoteHost("mx.example")
        .reply(ACCEPTED)
        .origin(origin)
        .build();
  }

  public Deferral deferral(long time, Reason reason, SmtpReply reply) {
    return Deferral.builder(messageId, recipient, time)
        .queueId(queueId)
        .remoteHost("mx.example")
        .reason(reason)
        .reply(reply)
        .origin(origin)
        .build();
  }

  /** Refused in the SMTP dialogue. */
  public Bounce refusal(long time, Reason reason, SmtpReply reply) {
    return bounce(Bounce.Kind.IN_BAND, time, reason, reply);
  }

  /** The sending server's queue gave up. */
  public Bounce expiry(long time) {
    return bounce(Bounce.Kind.QUEUE_EXPIRY, time, Reason.EXPIRED, SmtpReply.UNKNOWN);
  }

  /** A bounce message that came back. */
  public Bounce bounceMessage(long time, Reason reason, SmtpReply reply) {
    return bounce(Bounce.Kind.OUT_OF_BAND, time, reason, reply);
  }

  /**
   * Taken by a server that may pass it on.
   *
   * @param passedTo the queue id that it names, null when none
   */
  public Delivery delivery(long time, NextHop hop, String passedTo) {
    SmtpReply reply =
        passedTo == null
            ? ACCEPTED
            : new SmtpReply(250, "2.0.0", "250 2.0.0 Ok: queued as " + passedTo, "end of DATA");
    return Delivery.builder(messageId, recipient, time)
        .queueId(queueId)
        .remoteHost(hop.name())
        .reply(reply)
        .origin(origin)
        .nextHop(hop)
        .build();
  }

  /** Refused for now on the way. */
  public Deferral deferral(long time, NextHop hop, Reason reason, SmtpReply reply) {
    return Deferral.builder(messageId, recipient, time)
        .queueId(queueId)
        .remoteHost(hop.name())
        .reason(reason)
        .reply(reply)
        .origin(origin)
        .nextHop(hop)
        .build();
  }

  /** Refused for good on the way. */
  public Bounce refusal(long time, NextHop hop, Reason reason, SmtpReply reply) {
    return bounce(Bounce.Kind.IN_BAND, time, reason, reply, hop);
  }

  /** The sending server's queue gave up on the way. */
  public Bounce expiry(long time, NextHop hop) {
    return bounce(Bounce.Kind.QUEUE_EXPIRY, time, Reason.EXPIRED, SmtpReply.UNKNOWN, hop);
  }

  private Bounce bounce(Bounce.Kind kind, long time, Reason reason, SmtpReply reply) {
    return bounce(kind, time, reason, reply, null);
  }

  private Bounce bounce(Bounce.Kind kind, long time, Reason reason, SmtpReply reply, NextHop hop) {
    return Bounce.builder(messageId, recipient, time)
        .kind(kind)
        .reason(reason)
        .reply(reply)
        .queueId(queueId)
        .envelopeId(envelopeId)
        .origin(origin)
        .nextHop(hop)
        .build();
  }

  public Complaint complaint(long time) {
    return new Complaint(messageId, recipient, time, "abuse");
  }

  public Engagement unsubscription(long time) {
    return new Engagement(messageId, recipient, time, Engagement.Kind.UNSUBSCRIBE);
  }

  public Engagement open(long time) {
    return new Engagement(messageId, recipient, time, Engagement.Kind.OPEN);
  }
}
