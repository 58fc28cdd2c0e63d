package dev.todoku.cli.parse;

import dev.todoku.intake.sender.Reported;
import dev.todoku.schema.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One report of a sender, for a program. What is not stated is null. */
final class ReportedJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ReportedJson() {}

  /** {@code reason}: what the reply means by the rules; null for what is no failure. */
  static String of(String file, Reported report, Reason reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("index", report.index());
    json.put("event", report.kind().label());
    json.put("recipient", report.recipient().orElse(null));
    json.put("messageId", report.messageId().orElse(null));
    json.put("providerId", report.providerId().orElse(null));
    json.put("eventId", report.eventId().orElse(null));
    json.put("time", report.time().map(ReportedJson::time).orElse(null));
    json.put("permanent", report.permanent().orElse(null));
    json.put("code", report.code().orElse(null));
    json.put("status", report.status().orElse(null));
    json.put("reply", report.reply().orElse(null));
    json.put("peerReason", report.peerReason().orElse(null));
    json.put("reason", reason);
    return JSON.writeValueAsString(json);
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
