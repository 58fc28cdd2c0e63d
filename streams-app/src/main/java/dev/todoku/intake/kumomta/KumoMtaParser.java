package dev.todoku.intake.kumomta;

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
import dev.todoku.intake.sender.json.UnreadableRecord;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records of KumoMTA. Types that are not in the table concern no message's fate. */
final class KumoMtaParser extends JsonLineParser {
  private static final Map<String, ReportedKind> KINDS =
      Map.of(
          "Reception", ReportedKind.SENT,
          "Delivery", ReportedKind.DELIVERED,
          "TransientFailure", ReportedKind.DEFERRED,
          "Bounce", ReportedKind.BOUNCED,
          "Expiration", ReportedKind.BOUNCED,
          "OOB", ReportedKind.BOUNCED,
          "AdminBounce", ReportedKind.DROPPED,
          "Feedback", ReportedKind.COMPLAINED);

  /** The protocol of its own log hooks' deliveries. */
  private static final String LOG_RECORD = "LogRecord";

  private static final String NO_CLASS = "Uncategorized";

  /** RFC 5322 section 3.6.4, in the headers of a message that was complained about. */
  private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*<?([^>\\s]+)");

  private final Times times;

  KumoMtaParser(ZoneId zone) {
    super("kumomta");
    times = new Times(new LogClock(zone));
  }

  @Override
  protected long timeOf(JsonNode record) {
    long exact = times.of(record.get("event_time"));
    return exact == 0 ? times.of(record.get("timestamp")) : exact;
  }

  @Override
  protected @Nullable String hostOf(JsonNode record) {
    return text(record, "nodeid");
  }

  @Override
  protected List<LogEntry> entries(JsonNode record, int index) {
    String type = text(record, "type");
    if (type == null) {
      throw new UnreadableRecord("has no type");
    }
    ReportedKind kind = KINDS.get(type);
    if (kind == null || isOwnHook(record)) {
      return List.of();
    }
    String id = text(record, "id");
    String sender = text(record, "sender");
    List<Reported> reports = new ArrayList<>();
    List<String> recipients =
        kind == ReportedKind.COMPLAINED ? complainants(record) : texts(record.get("recipient"));
    for (String recipient : recipients.isEmpty() ? List.of("") : recipients) {
      reports.add(report(record, type, kind, index, id, recipient, sender));
    }
    boolean isAboutAnother = type.equals("OOB") || kind == ReportedKind.COMPLAINED;
    LogEntry.Arrival arrival =
        isAboutAnother
            ? null
            : new LogEntry.Arrival(
                messageId(record),
                sender,
                integer(record, "size"),
                null,
                times.of(record.get("created")),
                false);
    return List.of(new LogEntry(id, arrival, reports, false));
  }

  private Reported report(
      JsonNode record,
      String type,
      ReportedKind kind,
      int index,
      @Nullable String id,
      String recipient,
      @Nullable String sender) {
    boolean isComplaint = kind == ReportedKind.COMPLAINED;
    ReportBuilder report =
        new ReportBuilder(index, kind)
            .recipient(recipient)
            .providerId(id)
            .messageId(isComplaint ? complainedId(record) : messageId(record))
            .time(timeOf(record))
            .detail(ReportedDetail.CAMPAIGN, campaign(text(record, "queue")))
            .detail(ReportedDetail.ATTEMPT, attempt(record, kind));
    if (isComplaint) {
      JsonNode feedback = record.path("feedback_report");
      return report.peerReason(text(feedback, "feedback_type")).build();
    }
    JsonNode response = record.path("response");
    int code = integer(response, "code");
    String content = text(response, "content");
    String reason = text(record, "bounce_classification");
    report
        .code(KumoMtaReply.isUnreached(content) ? 0 : code)
        .status(status(response.path("enhanced_code")))
        .reply(content)
        .peerReason(NO_CLASS.equals(reason) ? null : reason)
        .detail(ReportedDetail.COMMAND, SmtpCommands.of(text(response, "command")))
        .detail(ReportedDetail.ENVELOPE_SENDER, sender);
    if (kind != ReportedKind.SENT) {
      JsonNode peer = record.path("peer_address");
      report
          .detail(ReportedDetail.REMOTE_HOST, withoutDot(text(peer, "name")))
          .detail(ReportedDetail.REMOTE_IP, text(peer, "addr"))
          .detail(
              ReportedDetail.SOURCE_IP,
              withoutPort(text(record.path("source_address"), "address")));
    }
    switch (type) {
      case "Bounce" -> report.permanent(code < 400 || code >= 500);
      case "Expiration" -> report.permanent(false).flag(ReportedDetail.EXPIRED, true);
      case "OOB" ->
          report
              .permanent(code >= 500 ? Boolean.TRUE : code >= 400 ? Boolean.FALSE : null)
              .flag(ReportedDetail.OUT_OF_BAND, true);
      case "Delivery" -> report.detail(ReportedDetail.QUEUED_AS, NextQueueId.in(content));
      default -> {
        // Nothing else is said of the others.
      }
    }
    return report.build();
  }

  private static @Nullable String attempt(JsonNode record, ReportedKind kind) {
    return kind == ReportedKind.SENT ? null : text(record, "num_attempts");
  }

  /** What a hook delivers is a log line of its own. */
  private static boolean isOwnHook(JsonNode record) {
    return LOG_RECORD.equals(text(record, "reception_protocol"));
  }

  /** Header names are logged as the configuration writes them; values may be lists. */
  private static @Nullable String messageId(JsonNode record) {
    for (Map.Entry<String, JsonNode> header : record.path("headers").properties()) {
      if (header.getKey().equalsIgnoreCase("Message-ID")) {
        List<String> values = texts(header.getValue());
        return values.isEmpty() ? null : values.get(0).strip();
      }
    }
    return null;
  }

  private static List<String> complainants(JsonNode record) {
    JsonNode feedback = record.path("feedback_report");
    List<String> named = texts(feedback.get("original_rcpt_to"));
    return named.isEmpty() ? texts(feedback.get("original_recipient")) : named;
  }

  private static @Nullable String complainedId(JsonNode record) {
    JsonNode feedback = record.path("feedback_report");
    for (String field : List.of("original_message", "original_headers")) {
      Matcher found = MESSAGE_ID.matcher(feedback.path(field).asString(""));
      if (found.find()) {
        return found.group(1);
      }
    }
    return null;
  }

  private static @Nullable String status(JsonNode enhanced) {
    if (enhanced.isString()) {
      return enhanced.stringValue();
    }
    return enhanced.isObject()
        ? String.format(
            Locale.ROOT,
            "%d.%d.%d",
            integer(enhanced, "class"),
            integer(enhanced, "subject"),
            integer(enhanced, "detail"))
        : null;
  }

  /** "campaign:tenant@domain", of which parts may be missing. */
  private static @Nullable String campaign(@Nullable String queue) {
    if (queue == null) {
      return null;
    }
    int colon = queue.indexOf(':');
    return colon <= 0 ? null : queue.substring(0, colon);
  }

  private static @Nullable String withoutDot(@Nullable String name) {
    return name != null && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** "192.0.2.1:40211", "[2001:db8::1]:40211". */
  private static @Nullable String withoutPort(@Nullable String socket) {
    if (socket == null) {
      return null;
    }
    if (socket.startsWith("[")) {
      int close = socket.indexOf(']');
      return close < 0 ? socket : socket.substring(1, close);
    }
    int colon = socket.indexOf(':');
    return colon > 0 && colon == socket.lastIndexOf(':') ? socket.substring(0, colon) : socket;
  }
}
