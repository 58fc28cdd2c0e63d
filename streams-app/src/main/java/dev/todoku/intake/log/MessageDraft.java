package dev.todoku.intake.log;

import dev.todoku.intake.log.OpenMessage.Recipient;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.Address;
import dev.todoku.schema.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds one line to an open message. Used by {@link MessageAssembler}. */
final class MessageDraft {
  private final MessageAssembler.Mode mode;
  private final Map<String, Recipient> recipients = new LinkedHashMap<>();
  private @Nullable String messageId;
  private @Nullable String envelopeFrom;
  private long size;
  private @Nullable String subject;
  private long arrivedAt;
  private boolean isNotice;
  private boolean isKnown;

  MessageDraft(OpenMessage before, MessageAssembler.Mode mode) {
    this.mode = mode;
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
      report(report, complete);
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

  /** A notice, or a repetition, reports nothing. */
  private void report(Reported report, List<Reported> complete) {
    boolean isSend = report.kind() == ReportedKind.SENT;
    boolean isLeftOut = isSend && !mode.sendsOnArrival();
    if (isNotice || isLeftOut || report.kind() == ReportedKind.NONE) {
      return;
    }
    Recipient known = report.recipient().map(this::recipient).orElse(null);
    if (known == null && report.details().containsKey(ReportedDetail.DELETED_BY)) {
      List.copyOf(recipients.values()).stream()
          .filter(recipient -> !recipient.hasEnded())
          .forEach(recipient -> report(of(recipient, report), complete));
      return;
    }
    if (known == null) {
      complete.add(joined(report, 0));
      return;
    }
    boolean isRepetition = report.details().containsKey(ReportedDetail.REPEATS) && known.hasEnded();
    if (isRepetition || (isSend && known.isSent())) {
      return;
    }
    boolean isFirst = mode.completesSends() && !known.isSent() && !isSend && isAttempt(report);
    if (isFirst) {
      complete.add(joined(sent(report), 0));
    }
    remember(report, known, isSend || isFirst || known.isSent());
    complete.add(joined(report, known.deferrals() + 1));
  }

  /** What is reported of the message, for one of its recipients. */
  private static Reported of(Recipient recipient, Reported report) {
    ReportBuilder one =
        new ReportBuilder(report.index(), report.kind())
            .recipient(recipient.address())
            .providerId(report.providerId().orElse(null))
            .time(report.time().map(Instant::toEpochMilli).orElse(0L));
    report.details().forEach(one::detail);
    return one.build();
  }

  /** What is reported of a message that came back is no attempt of the server. */
  private static boolean isAttempt(Reported report) {
    return switch (report.kind()) {
      case DELIVERED, DEFERRED, BOUNCED, DROPPED ->
          !report.details().containsKey(ReportedDetail.OUT_OF_BAND);
      default -> false;
    };
  }

  private void remember(Reported report, Recipient known, boolean isSent) {
    boolean isDeferral = report.kind() == ReportedKind.DEFERRED;
    boolean hasEnded =
        switch (report.kind()) {
          case DELIVERED, BOUNCED, DROPPED -> true;
          default -> known.hasEnded();
        };
    int deferrals = known.deferrals() + (isDeferral ? 1 : 0);
    recipients.put(known.address(), new Recipient(known.address(), isSent, hasEnded, deferrals));
  }

  /** The send of an attempt: when the message arrived, as far as that is known. */
  private Reported sent(Reported attempt) {
    ReportBuilder sent =
        new ReportBuilder(attempt.index(), ReportedKind.SENT)
            .recipient(attempt.recipient().orElse(null))
            .providerId(attempt.providerId().orElse(null))
            .messageId(attempt.messageId().orElse(null))
            .time(
                arrivedAt == 0 ? attempt.time().map(Instant::toEpochMilli).orElse(0L) : arrivedAt);
    attempt.details().forEach(sent::detail);
    return sent.build();
  }

  private Recipient recipient(String address) {
    String normal = Address.DEFAULT.normal(address);
    return recipients.getOrDefault(normal, new Recipient(normal, false, false, 0));
  }

  private Reported joined(Reported report, int attempt) {
    if (!mode.joins()) {
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
    return report.with(named, details);
  }
}
