package dev.todoku.simulate;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.simulate.SimulatedRecipients.Recipient;
import org.jspecify.annotations.Nullable;

/** One message to one recipient, as the source of its events. */
record Message(
    String id,
    String queueId,
    Recipient recipient,
    long sentAt,
    long size,
    String subject,
    Origin origin) {
  private static final SmtpReply ACCEPTED =
      new SmtpReply(250, "2.0.0", "250 2.0.0 Ok", "end of DATA command");

  Send send() {
    return Send.builder(id, recipient.address(), sentAt)
        .envelopeFrom(envelopeFrom())
        .queueId(queueId)
        .size(size)
        .subject(subject)
        .origin(origin)
        .build();
  }

  Delivery delivered(long time) {
    return Delivery.builder(id, recipient.address(), time)
        .queuedAt(sentAt)
        .queueId(queueId)
        .remoteHost(remoteHost())
        .reply(ACCEPTED)
        .origin(origin)
        .build();
  }

  Deferral deferred(long time, Reason reason, SmtpReply reply) {
    return Deferral.builder(id, recipient.address(), time)
        .queuedAt(sentAt)
        .queueId(queueId)
        .remoteHost(remoteHost())
        .reason(reason)
        .reply(reply)
        .origin(origin)
        .build();
  }

  Bounce refused(long time, Reason reason, SmtpReply reply) {
    return bounced(time, Bounce.Kind.IN_BAND, reason, reply, null);
  }

  /** A bounce message of the receiving server. */
  Bounce returned(long time, Reason reason, SmtpReply reply) {
    return bounced(time, Bounce.Kind.OUT_OF_BAND, reason, reply, remoteHost());
  }

  Engagement engaged(long time, Engagement.Kind kind) {
    return new Engagement(id, recipient.address(), time, kind);
  }

  Complaint complained(long time) {
    return new Complaint(id, recipient.address(), time, "abuse");
  }

  private Bounce bounced(
      long time, Bounce.Kind kind, Reason reason, SmtpReply reply, @Nullable String reportingHost) {
    return Bounce.builder(id, recipient.address(), time)
        .kind(kind)
        .reason(reason)
        .reply(reply)
        .queuedAt(kind == Bounce.Kind.IN_BAND ? sentAt : 0)
        .queueId(kind == Bounce.Kind.IN_BAND ? queueId : null)
        .envelopeFrom(envelopeFrom())
        .remoteHost(remoteHost())
        .reportingHost(reportingHost)
        .origin(origin)
        .build();
  }

  private String envelopeFrom() {
    return "bounce@" + origin.fromDomain();
  }

  private String remoteHost() {
    return "mx." + recipient.domain();
  }
}
