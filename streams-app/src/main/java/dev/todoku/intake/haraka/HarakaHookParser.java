package dev.todoku.intake.haraka;

import static dev.todoku.intake.log.JsonRecords.integer;
import static dev.todoku.intake.log.JsonRecords.text;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.JsonLineParser;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Records of the hooks {@code queue_ok}, {@code delivered}, {@code deferred} and {@code bounce}.
 */
final class HarakaHookParser extends JsonLineParser {
  /** Haraka gives up a message that was deferred too often. */
  private static final String GIVEN_UP = "Too many failures";

  private final Times times;

  HarakaHookParser(ZoneId zone) {
    super("haraka");
    times = new Times(new LogClock(zone));
  }

  @Override
  protected long timeOf(JsonNode record) {
    return times.of(record.get("time"));
  }

  @Override
  protected @Nullable String hostOf(JsonNode record) {
    return text(record, "server");
  }

  @Override
  protected List<LogEntry> entries(JsonNode record, int index) {
    String hook = record.path("hook").asString("");
    List<Reported> reports =
        switch (hook) {
          case "queue_ok" -> each(record, ReportedKind.SENT, index, "ok_recips", "rcpts");
          case "delivered" -> each(record, ReportedKind.DELIVERED, index, "ok_recips", "rcpts");
          case "deferred" -> each(record, ReportedKind.DEFERRED, index, "fail_recips", "rcpts");
          case "bounce" -> each(record, ReportedKind.BOUNCED, index, "bounced_rcpt", "rcpts");
          default -> List.of();
        };
    if (reports.isEmpty()) {
      return List.of();
    }
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            text(record, "messageId"), text(record, "mailFrom"), 0, null, 0, false);
    return List.of(new LogEntry(text(record, "uuid"), arrival, reports, false));
  }

  private List<Reported> each(
      JsonNode record, ReportedKind kind, int index, String field, String otherwise) {
    JsonNode named =
        record.path(field).isEmpty() ? record.path("err").path(field) : record.path(field);
    JsonNode recipients = named.isEmpty() ? record.path(otherwise) : named;
    List<Reported> reports = new ArrayList<>();
    for (JsonNode recipient : recipients.isArray() ? recipients : List.of(recipients)) {
      if (!recipient.isMissingNode() && !recipient.isNull()) {
        reports.add(report(record, recipient, kind, index));
      }
    }
    return reports;
  }

  private Reported report(JsonNode record, JsonNode recipient, ReportedKind kind, int index) {
    String error = error(record);
    String reply = reply(record, recipient, kind, error);
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(address(recipient))
            .providerId(text(record, "uuid"))
            .messageId(text(record, "messageId"))
            .time(timeOf(record))
            .code(integer(recipient, "dsn_smtp_code"))
            .status(first(recipient, "dsn_status", "dsn_smtp_extc"))
            .reply(reply)
            .detail(ReportedDetail.REMOTE_HOST, remoteHost(record, recipient))
            .detail(ReportedDetail.REMOTE_IP, text(record, "ip"))
            .detail(ReportedDetail.REMOTE_PORT, text(record, "port"));
    if (kind == ReportedKind.DELIVERED) {
      report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
    }
    if (kind == ReportedKind.BOUNCED) {
      boolean isGivenUp = isGivenUp(error) || isGivenUp(text(recipient, "reason"));
      report
          .permanent(isGivenUp ? Boolean.FALSE : isPermanent(report.build()))
          .flag(ReportedDetail.EXPIRED, isGivenUp);
    }
    return report.build();
  }

  private static @Nullable String first(JsonNode object, String field, String otherwise) {
    String value = text(object, field);
    return value == null ? text(object, otherwise) : value;
  }

  private static @Nullable String remoteHost(JsonNode record, JsonNode recipient) {
    String host = text(record, "host");
    return host == null ? text(recipient, "dsn_remote_mta") : host;
  }

  /** Haraka's own errors are a text, or an object whose message says it. */
  private static @Nullable String error(JsonNode record) {
    String text = text(record, "err");
    String message = text == null ? text(record.path("err"), "message") : text;
    return message == null ? text(record, "error") : message;
  }

  private static boolean isGivenUp(@Nullable String text) {
    return text != null && text.startsWith(GIVEN_UP);
  }

  /** By the code, else by the status; null where there is neither. */
  private static @Nullable Boolean isPermanent(Reported report) {
    if (report.code().isPresent()) {
      return report.code().get() >= 500;
    }
    return report.status().map(status -> status.startsWith("5")).orElse(null);
  }

  private static @Nullable String reply(
      JsonNode record, JsonNode recipient, ReportedKind kind, @Nullable String error) {
    if (kind == ReportedKind.DELIVERED || kind == ReportedKind.SENT) {
      return text(record, "response");
    }
    String response = text(recipient, "dsn_smtp_response");
    String reason = response == null ? text(recipient, "reason") : response;
    return reason == null ? error : reason;
  }

  /** A text, {@code {address}}, or Haraka's own {@code {original, user, host}}. */
  private static String address(JsonNode recipient) {
    if (!recipient.isObject()) {
      return recipient.asString("");
    }
    for (String field : List.of("address", "original")) {
      String value = text(recipient, field);
      if (value != null) {
        return value;
      }
    }
    String user = text(recipient, "user");
    String host = text(recipient, "host");
    return user == null || host == null ? "" : user + '@' + host;
  }
}
