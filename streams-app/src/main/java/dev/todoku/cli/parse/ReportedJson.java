package dev.todoku.cli.parse;

import dev.todoku.intake.sender.Reported;
import dev.todoku.schema.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service reports, for a program. What is not known is not written, but {@code permanent},
 * which is null then.
 */
final class ReportedJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ReportedJson() {}

  static String of(String file, String sender, Reported reported, Optional<Reason> reason) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("index", reported.index());
    json.put("sender", sender);
    json.put("event", reported.kind().label());
    put(json, "recipient", reported.recipient());
    put(json, "messageId", reported.messageId());
    put(json, "providerId", reported.providerId());
    put(json, "eventId", reported.eventId());
    put(json, "time", reported.time().map(ReportedJson::time));
    json.put("permanent", reported.permanent().orElse(null));
    put(json, "code", reported.code());
    put(json, "status", reported.status());
    put(json, "reply", reported.reply());
    put(json, "peerReason", reported.peerReason());
    put(json, "reason", reason);
    return JSON.writeValueAsString(json);
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  private static void put(Map<String, Object> json, String name, Optional<?> value) {
    value.ifPresent(known -> json.put(name, known));
  }
}
