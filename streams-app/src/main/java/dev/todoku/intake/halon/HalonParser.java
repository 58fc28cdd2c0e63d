package dev.todoku.intake.halon;

import static dev.todoku.intake.log.JsonRecords.integer;
import static dev.todoku.intake.log.JsonRecords.text;
import static dev.todoku.intake.log.JsonRecords.texts;

import dev.todoku.hop.NextQueueId;
import dev.todoku.intake.log.JsonLineParser;
import dev.todoku.intake.log.LogEntry;
import dev.todoku.intake.log.ReportBuilder;
import dev.todoku.intake.log.SmtpCommands;
import dev.todoku.intake.log.Times;
import dev.todoku.intake.postfix.LogClock;
import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code $message} and {@code $arguments} of one run of the hook, which is for one recipient. */
final class HalonParser extends JsonLineParser {
  private final Times times;

  HalonParser(ZoneId zone) {
    super("halon");
    times = new Times(new LogClock(zone));
  }

  @Override
  protected long timeOf(JsonNode record) {
    return times.of(record.get("time"));
  }

  @Override
  protected List<LogEntry> entries(JsonNode record, int index) {
    JsonNode message = record.path("message");
    JsonNode arguments = record.path("arguments");
    ReportedKind kind =
        switch (arguments.path("action").asString("")) {
          case "" -> ReportedKind.DELIVERED;
          case "QUEUE" -> ReportedKind.DEFERRED;
          case "BOUNCE" -> ReportedKind.BOUNCED;
          case "DELETE" -> ReportedKind.DROPPED;
          default -> ReportedKind.NONE;
        };
    String transaction = text(message.path("id"), "transaction");
    String queue = text(message.path("id"), "queue");
    if (kind == ReportedKind.NONE || transaction == null) {
      return List.of();
    }
    String id = queue == null ? transaction : transaction + ':' + queue;
    String sender = address(message.get("sender"));
    LogEntry.Arrival arrival =
        new LogEntry.Arrival(
            text(message, "messageid"), sender, 0, text(message, "subject"), 0, false);
    return List.of(
        new LogEntry(id, arrival, List.of(report(record, kind, index, id, sender)), false));
  }

  private Reported report(
      JsonNode record, ReportedKind kind, int index, String id, @Nullable String sender) {
    JsonNode message = record.path("message");
    JsonNode arguments = record.path("arguments");
    JsonNode attempt = arguments.path("attempt");
    JsonNode result = attempt.path("result");
    JsonNode connection = attempt.path("connection");
    String reply =
        result.isObject()
            ? String.join("\n", texts(result.get("reason")))
            : text(attempt.path("error"), "message");
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(address(message.get("recipient")))
            .providerId(id)
            .messageId(text(message, "messageid"))
            .time(timeOf(record))
            .code(integer(result, "code"))
            .status(status(result.path("enhanced")))
            .reply(reply)
            .detail(ReportedDetail.COMMAND, SmtpCommands.of(text(result, "state")))
            .detail(ReportedDetail.ENVELOPE_SENDER, sender)
            .detail(ReportedDetail.CAMPAIGN, text(message, "jobid"))
            .detail(ReportedDetail.SOURCE_IP, text(connection, "localip"))
            .detail(ReportedDetail.REMOTE_IP, text(connection, "remoteip"))
            .detail(ReportedDetail.REMOTE_HOST, text(connection, "remotemx"))
            .detail(ReportedDetail.ATTEMPT, attemptNumber(arguments));
    if (kind == ReportedKind.BOUNCED) {
      boolean isExpired = isTrue(arguments, "expired") || isTrue(attempt, "expired");
      report
          .permanent(isExpired ? Boolean.FALSE : isPermanent(report.build(), attempt))
          .flag(ReportedDetail.EXPIRED, isExpired);
    } else if (kind == ReportedKind.DELIVERED) {
      report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(reply));
    }
    return report.build();
  }

  /** By the server's code, else by what Halon says of its own error. */
  private static @Nullable Boolean isPermanent(Reported report, JsonNode attempt) {
    if (report.code().isPresent()) {
      return report.code().get() >= 500;
    }
    JsonNode temporary = attempt.path("error").path("temporary");
    return temporary.isBoolean() ? !temporary.asBoolean() : null;
  }

  /** {@code retry} counts from 0. */
  private static @Nullable String attemptNumber(JsonNode arguments) {
    return arguments.path("retry").isNumber()
        ? String.valueOf(integer(arguments, "retry") + 1)
        : null;
  }

  private static boolean isTrue(JsonNode object, String field) {
    return object.path(field).isBoolean() && object.path(field).asBoolean();
  }

  /** {@code {"localpart": …, "domain": …}}, or a text; empty for the null sender. */
  private static @Nullable String address(JsonNode address) {
    if (address == null || address.isNull()) {
      return null;
    }
    if (!address.isObject()) {
      return address.asString("");
    }
    String local = text(address, "localpart");
    String domain = text(address, "domain");
    boolean isNull = local == null || local.isEmpty();
    return isNull ? "" : domain == null || domain.isEmpty() ? local : local + '@' + domain;
  }

  /** {@code [5, 1, 1]}, or a text. */
  private static @Nullable String status(JsonNode enhanced) {
    if (enhanced.isArray()) {
      return enhanced.size() == 3
          ? StreamSupport.stream(enhanced.spliterator(), false)
              .map(part -> part.asString(""))
              .collect(Collectors.joining("."))
          : null;
    }
    return enhanced.isString() ? enhanced.stringValue() : null;
  }
}
