package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Reason;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Turns the parts of a delivery status report into events. */
final class DeliveryStatusReport {
  private final ReportParts parts;
  private final ReplyClassifier replies;
  private final long receivedAt;

  private final Fields message;
  private final Original original;
  private final String reportingHost;
  private final String queueId;
  private final String envelopeFrom;
  private final Origin origin;
  private final long queuedAt;

  DeliveryStatusReport(ReportParts parts, ReplyClassifier replies, long receivedAt) {
    this.parts = parts;
    this.replies = replies;
    this.receivedAt = receivedAt;
    message = parts.statuses().isEmpty() ? Fields.NONE : parts.statuses().get(0);
    original = Original.of(parts.original());
    reportingHost = TypedValue.of(message.first("Reporting-MTA")).host();
    queueId = Fit.name(message.first("X-Postfix-Queue-ID"));
    envelopeFrom = envelopeFrom();
    origin = new Origin(reportingHost, null, original.fromDomain(), null, null);
    queuedAt = MailDate.sane(message.first("Arrival-Date"), receivedAt);
  }

  Reading reading() {
    if (parts.statuses().isEmpty()) {
      return new Reading.NotUnderstood("a report without a delivery status");
    }
    List<RecipientStatus> recipients =
        parts.statuses().stream().map(RecipientStatus::of).filter(Objects::nonNull).toList();
    if (recipients.isEmpty()) {
      return new Reading.NotUnderstood(
          "a delivery status that does not say what was done for which address");
    }
    List<MailEvent> events = recipients.stream().map(this::event).filter(Objects::nonNull).toList();
    return events.isEmpty()
        ? new Reading.NotABounce("delay or success notice without a message identity")
        : new Reading.Report(events);
  }

  /**
   * Null for what needs a message and names none, and for a list that was expanded: its members
   * have reports.
   */
  private MailEvent event(RecipientStatus recipient) {
    return switch (recipient.action()) {
      case "failed" -> bounce(recipient);
      case "delayed" -> identity() == null ? null : deferral(recipient);
      case "delivered", "relayed" -> identity() == null ? null : delivery(recipient);
      default -> null;
    };
  }

  private Bounce bounce(RecipientStatus recipient) {
    return new Bounce(
        original.messageId(),
        recipient.recipient(),
        recipient.originalRecipient(),
        time(recipient),
        Bounce.Kind.OUT_OF_BAND,
        recipient.gaveUpOnTemporary() ? Reason.EXPIRED : reason(recipient),
        recipient.reply(),
        queuedAt,
        queueId,
        envelopeId(),
        envelopeFrom,
        recipient.remoteHost(),
        reportingHost,
        origin,
        null);
  }

  private Deferral deferral(RecipientStatus recipient) {
    return new Deferral(
        identity(),
        recipient.recipient(),
        recipient.originalRecipient(),
        time(recipient),
        queuedAt,
        queueId,
        recipient.remoteHost(),
        reason(recipient),
        recipient.reply(),
        origin);
  }

  private Delivery delivery(RecipientStatus recipient) {
    return new Delivery(
        identity(),
        recipient.recipient(),
        recipient.originalRecipient(),
        time(recipient),
        queuedAt,
        queueId,
        recipient.remoteHost(),
        recipient.reply(),
        origin);
  }

  private Reason reason(RecipientStatus recipient) {
    String host = recipient.remoteHost() == null ? reportingHost : recipient.remoteHost();
    return replies
        .classify(
            new Refusal(
                recipient.reply(),
                recipient.recipient(),
                host,
                time(recipient),
                recipient.action().equals("failed")))
        .reason();
  }

  /**
   * The original's Message-ID; else one made of the queue id, which the sending server's log also
   * leads to; null when neither is known.
   */
  private String identity() {
    if (original.messageId() != null || queueId == null || reportingHost == null) {
      return original.messageId();
    }
    return queueId + '.' + reportingHost.split("\\.", 2)[0] + "@queue-id.invalid";
  }

  private long time(RecipientStatus recipient) {
    return Stream.of(parts.header().first("Date"), recipient.lastAttempt())
        .mapToLong(date -> MailDate.sane(date, receivedAt))
        .filter(date -> date != 0)
        .findFirst()
        .orElse(receivedAt);
  }

  private String envelopeFrom() {
    return Stream.of(
            TypedValue.of(message.first("X-Postfix-Sender")).address(),
            original.returnPath(),
            Fit.address(Mailbox.in(parts.header().first("To"))))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** ENVID; else the envelope sender where it is one of its own for each mail (VERP). */
  private String envelopeId() {
    String given = Fit.name(message.first("Original-Envelope-Id"));
    if (given != null || envelopeFrom == null) {
      return given;
    }
    String local = envelopeFrom.substring(0, envelopeFrom.lastIndexOf('@'));
    boolean isToken = local.contains("+") || local.contains("=");
    return isToken ? Fit.name(Address.DEFAULT.normal(envelopeFrom)) : null;
  }
}
