package dev.todoku.intake.log;

import dev.todoku.intake.log.OpenMessage.Recipient;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.Address;
import dev.todoku.schema.MessageId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of a {@link MessageAssembler}. */
final class MessageDraft {
  private final boolean joins;
  private final Map<String, Recipient> recipients = new LinkedHashMap<>();
  private String messageId;
  private String envelopeFrom;
  private long size;
  private String subject;
  private long arrivedAt;
  private boolean isNotice;
  private boolean isKnown;

  MessageDraft(OpenMessage before, boolean joins) {
    this.joins = joins;
    this.messageId = before.messageId();
    this.envelopeFrom = before.envelopeFrom();
    this.size = before.size();
    this.subject = before.subject();
    this.arrivedAt = before.arrivedAt();
    this.isNotice = before.isNotice();
    this.isKnown = before.isKnown();
    before.recipients().forEach(recipient -> recipients.put(recipient.address(), recipient));
  }

  void arrive(LogEntry.Arrival arrival) {
    if (messageId == null && arrival.messageId() != null) {
      String normal = MessageId.normal(arrival.messageId());
      messageId = normal.isEmpty() ? null : normal;
    }
    envelopeFrom = envelopeFrom == null ? arrival.envelopeFrom() : envelopeFrom;
    size = size == 0 ? arrival.size() : size;
    subject = subject == null ? arrival.subject() : subject;
    arrivedAt = arrivedAt == 0 ? arrival.arrivedAt() : arrivedAt;
    isNotice |= arrival.isNotice();
    isKnown = true;
  }

  boolean isKnown() {
    return isKnown;
  }

  Assembled keeping(List<Reported> reports) {
    return new Assembled(next(reports), List.of());
  }

  Assembled reporting(List<Reported> reports) {
    List<Reported> complete = new ArrayList<>(reports.size());
    for (Reported report : reports) {
      Reported own = report(report);
      if (own != null) {
        complete.add(own);
      }
    }
    isKnown = true;
    return new Assembled(next(List.of()), complete);
  }

  private OpenMessage next(List<Reported> waiting) {
    List<Recipient> kept = new ArrayList<>(recipients.values());
    int tooMany = Math.max(0, kept.size() - OpenMessage.MOST_RECIPIENTS);
    return new OpenMessage(
        messageId,
        envelopeFrom,
        size,
        subject,
        arrivedAt,
        isNotice,
        isKnown,
        kept.subList(tooMany, kept.size()),
        waiting);
  }

  /** Null for what reports no event: a notice, a repetition. */
  private Reported report(Reported report) {
    if (isNotice || report.kind() == ReportedKind.NONE) {
      return null;
    }
    Recipient known = report.recipient().map(this::recipient).orElse(null);
    if (known == null) {
      return joined(report, 0);
    }
    boolean isAgain = report.kind() == ReportedKind.SENT && known.isSent();
    boolean isRepetition = report.details().containsKey(ReportedDetail.REPEATS) && known.hasEnded();
    if (isAgain || isRepetition) {
      return null;
    }
    Recipient next =
        switch (report.kind()) {
          case SENT -> new Recipient(known.address(), true, known.hasEnded(), known.deferrals());
          case DEFERRED ->
              new Recipient(
                  known.address(), known.isSent(), known.hasEnded(), known.deferrals() + 1);
          case DELIVERED, BOUNCED, DROPPED ->
              new Recipient(known.address(), known.isSent(), true, known.deferrals());
          default -> known;
        };
    recipients.put(next.address(), next);
    return joined(report, known.deferrals() + 1);
  }

  private Recipient recipient(String address) {
    String normal = Address.DEFAULT.normal(address);
    return recipients.getOrDefault(normal, new Recipient(normal, false, false, 0));
  }

  private Reported joined(Reported report, int attempt) {
    if (!joins) {
      return report;
    }
    Map<ReportedDetail, String> details = new EnumMap<>(ReportedDetail.class);
    details.putAll(report.details());
    if (envelopeFrom != null) {
      details.putIfAbsent(ReportedDetail.ENVELOPE_SENDER, envelopeFrom);
    }
    if (subject != null) {
      details.putIfAbsent(ReportedDetail.SUBJECT, subject);
    }
    if (size > 0) {
      details.putIfAbsent(ReportedDetail.SIZE, String.valueOf(size));
    }
    if (attempt > 0 && report.kind() != ReportedKind.SENT) {
      details.putIfAbsent(ReportedDetail.ATTEMPT, String.valueOf(attempt));
    }
    Optional<String> named =
        report.messageId().isPresent() || details.containsKey(ReportedDetail.OUT_OF_BAND)
            ? report.messageId()
            : Optional.ofNullable(messageId);
    return new Reported(
        report.index(),
        report.kind(),
        report.recipient(),
        report.providerId(),
        named,
        report.eventId(),
        report.time(),
        report.permanent(),
        report.code(),
        report.status(),
        report.reply(),
        report.peerReason(),
        details);
  }
}
