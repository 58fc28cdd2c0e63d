package dev.todoku.intake.stalwart;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.LeadingReplyCodes;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of Stalwart, wherever it was written.
 *
 * @param type as in {@code delivery.delivered}
 * @param id the event's own id, null when it has none. A repetition has a new one
 * @param recipients of {@code to}
 * @param fields the others
 */
record StalwartEvent(
    String type,
    @Nullable String id,
    long time,
    List<String> recipients,
    Map<String, String> fields) {

  /** Null for events that concern no message's fate. */
  @Nullable LogEntry entry(int index) {
    return switch (type) {
      case "queue.message-queued", "queue.authenticated-message-queued" -> queued(index);
      case "delivery.delivered" -> attempts(ReportedKind.DELIVERED, index, false);
      case "delivery.rcpt-to-rejected", "delivery.message-rejected" ->
          attempts(isTemporary() ? ReportedKind.DEFERRED : ReportedKind.BOUNCED, index, false);
      case "delivery.dsn-perm-fail" -> attempts(ReportedKind.BOUNCED, index, true);
      default -> null;
    };
  }

  private LogEntry queued(int index) {
    String messageId = fields.get("messageId");
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(messageId, fields.get("from"), size(), null, time, false);
    List<Reported> reports = new ArrayList<>();
    for (String recipient : recipients) {
      reports.add(
          report(ReportedKind.SENT, index, recipient)
              .messageId(messageId)
              .detail(ReportedDetail.ENVELOPE_SENDER, fields.get("from"))
              .detail(ReportedDetail.SIZE, fields.get("size"))
              .build());
    }
    return new LogEntry(fields.get("queueId"), arrival, reports, false);
  }

  private LogEntry attempts(ReportedKind kind, int index, boolean isRepetition) {
    String details = fields.get("details");
    List<Reported> reports = new ArrayList<>();
    for (String recipient : recipients) {
      ReportBuilder report =
          report(kind, index, recipient)
              .code(code())
              .reply(details)
              .detail(ReportedDetail.REMOTE_HOST, fields.get("hostname"))
              .detail(ReportedDetail.COMMAND, command(type).orElse(null))
              .flag(ReportedDetail.REPEATS, isRepetition);
      if (kind == ReportedKind.BOUNCED) {
        int code = report.build().code().orElse(0);
        report.permanent(code == 0 ? null : Boolean.valueOf(code >= 500));
      } else if (kind == ReportedKind.DELIVERED) {
        report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(details));
      }
      reports.add(report.build());
    }
    return LogEntry.of(fields.get("queueId"), reports);
  }

  private ReportBuilder report(ReportedKind kind, int index, String recipient) {
    return new ReportBuilder(index, kind)
        .recipient(recipient)
        .providerId(fields.get("queueId"))
        .eventId(id)
        .time(time);
  }

  /** The SMTP command that was refused, as the type of the event states it. */
  static Optional<String> command(String type) {
    return switch (type) {
      case "delivery.rcpt-to-rejected" -> Optional.of("RCPT TO");
      case "delivery.message-rejected" -> Optional.of("end of DATA");
      default -> Optional.empty();
    };
  }

  private boolean isTemporary() {
    int code = code();
    int said = code == 0 ? LeadingReplyCodes.code(fields.getOrDefault("details", ""), 0) : code;
    return said >= 400 && said < 500;
  }

  private int code() {
    return (int) number("code", 999);
  }

  private long size() {
    return number("size", Long.MAX_VALUE);
  }

  private long number(String field, long most) {
    try {
      long number = Long.parseLong(fields.getOrDefault(field, "0"));
      return number < 0 || number > most ? 0 : number;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
