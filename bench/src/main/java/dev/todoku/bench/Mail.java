package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.Optional;

/** One message of the workload and all that is reported of it. */
record Mail(
    Send send,
    Optional<Delivery> delivery,
    Optional<Bounce> bounce,
    Optional<Complaint> complaint) {

  /** A message about which nobody complains. */
  Mail(Send send, Optional<Delivery> delivery, Optional<Bounce> bounce) {
    this(send, delivery, bounce, Optional.empty());
  }

  /** What its last outcome must say. */
  Status truth() {
    return bounce.isPresent() ? Status.BOUNCED : Status.DELIVERED;
  }

  /** When it was delivered or bounced, milliseconds since 1970. */
  long answeredAt() {
    return delivery.map(MailEvent::time).or(() -> bounce.map(MailEvent::time)).orElseThrow();
  }

  /** {@code host} accepts what was sent. */
  static Delivery delivery(Send send, long time, String host, SmtpReply reply) {
    return Delivery.builder(send.messageId(), send.recipient(), time)
        .queuedAt(send.time())
        .queueId(send.queueId())
        .remoteHost(host)
        .reply(reply)
        .origin(send.origin())
        .build();
  }

  /** {@code host} refuses what was sent, or returns it. */
  static Bounce bounce(
      Send send, long time, Bounce.Kind kind, Reason reason, String host, SmtpReply reply) {
    return Bounce.builder(send.messageId(), send.recipient(), time)
        .kind(kind)
        .reason(reason)
        .reply(reply)
        .queuedAt(send.time())
        .queueId(kind == Bounce.Kind.IN_BAND ? send.queueId() : null)
        .envelopeFrom(send.envelopeFrom())
        .remoteHost(host)
        .reportingHost(kind == Bounce.Kind.OUT_OF_BAND ? host : null)
        .origin(send.origin())
        .build();
  }
}
