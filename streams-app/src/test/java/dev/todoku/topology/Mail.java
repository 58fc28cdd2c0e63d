package dev.todoku.topology;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.function.Function;

/**
 * One event, as a sentence: {@code send("m1").to("a@docomo.ne.jp").at("09:00")}. All happens on one
 * day, unless it is {@link #later}.
 */
final class Mail {
  static final Origin ORIGIN = new Origin("mx1", "192.0.2.1", "shop.test", null, null);

  /** Ahead of any clock: stages hurry to a minute that is over as they do for live mail. */
  private static final long DAY = Instant.parse("2098-11-02T00:00:00Z").toEpochMilli();

  private static final SmtpReply REFUSAL =
      new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", "RCPT TO");
  private static final SmtpReply FULL =
      new SmtpReply(452, "4.2.2", "452 4.2.2 Mailbox full", "RCPT TO");
  private static final SmtpReply OK = new SmtpReply(250, "2.0.0", "250 2.0.0 Ok", null);

  private final String messageId;
  private final Function<Mail, MailEvent> form;
  private String recipient;
  private String originalRecipient;
  private long time;
  private String queueId;
  private String envelopeId;
  private String reportingHost;
  private Reason reason = Reason.USER_UNKNOWN;

  private Mail(String name, Function<Mail, MailEvent> form) {
    this.messageId = name == null ? null : id(name);
    this.form = form;
  }

  /** The Message-ID of the message that the tests call {@code name}. */
  static String id(String name) {
    return name + "@shop.test";
  }

  /** The event time of {@code "09:00"}. */
  static long time(String timeOfDay) {
    return DAY + LocalTime.parse(timeOfDay).toNanoOfDay() / 1_000_000;
  }

  static Mail send(String name) {
    return new Mail(
        name,
        m ->
            Send.builder(m.messageId, m.recipient, m.time)
                .envelopeFrom("news@shop.test")
                .envelopeId(m.envelopeId)
                .queueId(m.queueId)
                .size(1_000)
                .subject("Hello")
                .origin(ORIGIN)
                .build());
  }

  static Mail delivery(String name) {
    return new Mail(
        name,
        m ->
            Delivery.builder(m.messageId, m.recipient, m.time)
                .queueId(m.queueId)
                .remoteHost("mx.test")
                .reply(OK)
                .origin(ORIGIN)
                .build());
  }

  static Mail deferral(String name) {
    return new Mail(
        name,
        m ->
            Deferral.builder(m.messageId, m.recipient, m.time)
                .queueId(m.queueId)
                .remoteHost("mx.test")
                .reason(Reason.MAILBOX_FULL)
                .reply(FULL)
                .origin(ORIGIN)
                .build());
  }

  /** The queue gave up. */
  static Mail expiry(String name) {
    return new Mail(name, m -> m.bounced(Bounce.Kind.QUEUE_EXPIRY, Reason.EXPIRED, FULL, ORIGIN));
  }

  /** The remote server refused it in the SMTP dialogue. */
  static Mail refusal(String name) {
    return new Mail(name, m -> m.bounced(Bounce.Kind.IN_BAND, m.reason, REFUSAL, ORIGIN));
  }

  /** A bounce message came back. */
  static Mail bounce(String name) {
    return new Mail(
        name, m -> m.bounced(Bounce.Kind.OUT_OF_BAND, m.reason, REFUSAL, Origin.UNKNOWN));
  }

  /** A bounce message came back that names no message. */
  static Mail namelessBounce() {
    return bounce(null);
  }

  static Mail complaint(String name) {
    return new Mail(name, m -> new Complaint(m.messageId, m.recipient, m.time, "abuse"));
  }

  static Mail click(String name) {
    return new Mail(
        name, m -> new Engagement(m.messageId, m.recipient, m.time, Engagement.Kind.CLICK));
  }

  Mail to(String address) {
    recipient = address;
    return this;
  }

  /** The address that a bounce says the message was sent to. */
  Mail sentTo(String address) {
    originalRecipient = address;
    return this;
  }

  Mail at(String timeOfDay) {
    time = time(timeOfDay);
    return this;
  }

  Mail later(Duration duration) {
    time += duration.toMillis();
    return this;
  }

  Mail queueId(String id) {
    queueId = id;
    return this;
  }

  Mail envelopeId(String id) {
    envelopeId = id;
    return this;
  }

  Mail reportedBy(String host) {
    reportingHost = host;
    return this;
  }

  MailEvent event() {
    return form.apply(this);
  }

  private Bounce bounced(Bounce.Kind kind, Reason why, SmtpReply reply, Origin origin) {
    return Bounce.builder(messageId, recipient, time)
        .originalRecipient(originalRecipient)
        .kind(kind)
        .reason(why)
        .reply(reply)
        .queueId(queueId)
        .envelopeId(envelopeId)
        .reportingHost(reportingHost)
        .origin(origin)
        .build();
  }
}
