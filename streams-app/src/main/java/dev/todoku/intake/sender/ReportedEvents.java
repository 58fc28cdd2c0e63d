package dev.todoku.intake.sender;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReasonBy;
import dev.todoku.schema.Send;
import dev.todoku.schema.SmtpReply;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a mail service reports, as an event of Todoku. Pure. */
public final class ReportedEvents {
  /** Why a message that the service did not send is taken for thrown away. */
  public static final String NOT_SENT = "NOT_SENT_BY_SERVICE";

  private ReportedEvents() {}

  /**
   * The event.
   *
   * @param sender name of the service
   * @param queueId the service's own id of the message, null when it has none
   * @param messageId of the message, null when nothing is known of it
   * @param reply what the remote server said
   * @param reason why it failed, UNDEFINED when that is not known
   * @param by who states the reason, null when nobody does
   * @return empty for what Todoku has no event for
   * @throws IllegalArgumentException when the event lacks what it cannot be without; the message is
   *     a phrase about the record
   */
  public static Optional<MailEvent> of(
      Reported reported,
      String sender,
      @Nullable String queueId,
      @Nullable String messageId,
      SmtpReply reply,
      Reason reason,
      @Nullable ReasonBy by) {
    if (reported.kind() == ReportedKind.NONE || isOfNoMessage(reported, messageId)) {
      return Optional.empty();
    }
    String recipient =
        reported.recipient().orElseThrow(() -> new IllegalArgumentException("has no recipient"));
    long time =
        reported
            .time()
            .map(Instant::toEpochMilli)
            .orElseThrow(() -> new IllegalArgumentException("has no time"));
    Origin origin = origin(reported);
    String host = bounded(reported.details().get(ReportedDetail.REMOTE_HOST), Limits.DOMAIN);
    String queue = bounded(queueId, Limits.NAME);
    if (reported.kind() == ReportedKind.BOUNCED) {
      return Optional.of(
          Bounce.builder(messageId, recipient, time)
              .kind(bounceKind(reported, messageId, reason))
              .reason(reason)
              .reply(reply)
              .queueId(queue)
              .envelopeFrom(envelopeFrom(reported))
              .remoteHost(host)
              .origin(origin)
              .reasonBy(by)
              .build());
    }
    if (messageId == null) {
      throw new IllegalArgumentException("names no message");
    }
    return Optional.of(
        switch (reported.kind()) {
          case SENT -> send(reported, messageId, recipient, time, queue, origin);
          case DELIVERED ->
              Delivery.builder(messageId, recipient, time)
                  .queueId(queue)
                  .remoteHost(host)
                  .reply(reply)
                  .origin(origin)
                  .build();
          case DEFERRED ->
              Deferral.builder(messageId, recipient, time)
                  .queueId(queue)
                  .remoteHost(host)
                  .reason(reason)
                  .reply(reply)
                  .origin(origin)
                  .reasonBy(by)
                  .build();
          case DROPPED ->
              Delivery.builder(messageId, recipient, time)
                  .queueId(queue)
                  .reply(dropReply(reported))
                  .origin(origin)
                  .nextHop(new NextHop(HopKind.DISCARD, sender, 0, NOT_SENT))
                  .build();
          case COMPLAINED ->
              new Complaint(
                  messageId,
                  recipient,
                  time,
                  bounded(reported.peerReason().orElse(null), Limits.NAME));
          case OPENED -> new Engagement(messageId, recipient, time, Engagement.Kind.OPEN);
          case CLICKED -> new Engagement(messageId, recipient, time, Engagement.Kind.CLICK);
          case UNSUBSCRIBED ->
              new Engagement(messageId, recipient, time, Engagement.Kind.UNSUBSCRIBE);
          case BOUNCED, NONE -> throw new IllegalStateException();
        });
  }

  /** People also unsubscribe on a page of the service, of no message in particular. */
  private static boolean isOfNoMessage(Reported reported, @Nullable String messageId) {
    return reported.kind() == ReportedKind.UNSUBSCRIBED
        && (messageId == null || reported.time().isEmpty() || reported.recipient().isEmpty());
  }

  private static Send send(
      Reported reported,
      String messageId,
      String recipient,
      long time,
      @Nullable String queue,
      Origin origin) {
    return Send.builder(messageId, recipient, time)
        .envelopeFrom(envelopeFrom(reported))
        .queueId(queue)
        .subject(reported.details().get(ReportedDetail.SUBJECT))
        .origin(origin)
        .build();
  }

  /** A bounce that names no message has to be matched; one after a temporary reply is given up. */
  private static Bounce.Kind bounceKind(
      Reported reported, @Nullable String messageId, Reason reason) {
    if (messageId == null) {
      return Bounce.Kind.OUT_OF_BAND;
    }
    boolean isTemporary =
        reported.code().filter(code -> code >= 400 && code < 500).isPresent()
            || reported.status().filter(status -> status.startsWith("4.")).isPresent();
    boolean isGivenUp =
        !reported.permanent().orElse(true) && (isTemporary || reason == Reason.EXPIRED);
    return isGivenUp ? Bounce.Kind.QUEUE_EXPIRY : Bounce.Kind.IN_BAND;
  }

  /** Why the service did not send it, in its words. */
  private static SmtpReply dropReply(Reported reported) {
    return reported
        .peerReason()
        .or(() -> Optional.ofNullable(reported.details().get(ReportedDetail.EXPLANATION)))
        .or(reported::reply)
        .map(text -> new SmtpReply(0, null, text, null))
        .orElse(SmtpReply.UNKNOWN);
  }

  private static Origin origin(Reported reported) {
    String from = reported.details().get(ReportedDetail.FROM);
    String sender = from == null ? envelopeFrom(reported) : from;
    String domain = sender == null || !sender.contains("@") ? null : Address.domainOf(sender);
    return new Origin(
        null,
        bounded(reported.details().get(ReportedDetail.SOURCE_IP), Limits.DOMAIN),
        domain == null || domain.isEmpty()
            ? null
            : bounded(Address.normalDomain(domain), Limits.DOMAIN),
        null,
        bounded(reported.details().get(ReportedDetail.CAMPAIGN), Limits.NAME));
  }

  private static @Nullable String envelopeFrom(Reported reported) {
    return bounded(reported.details().get(ReportedDetail.ENVELOPE_SENDER), Limits.ADDRESS);
  }

  /** Null instead of what is longer than the contract lets it be. */
  private static @Nullable String bounded(@Nullable String text, int most) {
    return text == null || text.length() > most ? null : text;
  }
}
