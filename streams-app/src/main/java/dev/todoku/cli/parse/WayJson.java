package dev.todoku.cli.parse;

import dev.todoku.hop.ClassifiedHop;
import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.MessageWay;
import dev.todoku.hop.WayStep;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The way of a message to one recipient, for a program. What is not known is not written. */
final class WayJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private WayJson() {}

  static String of(String file, MessageWay way) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("messageId", way.messageId());
    json.put("recipient", way.recipient());
    json.put("status", way.status().word());
    hop(json, way.last().hop());
    put(json, "provider", way.provider());
    json.put("reason", way.reason());
    put(json, "temporaryReason", way.temporaryReason());
    json.put("fault", way.fault());
    json.put("addressIsDead", way.addressIsDead());
    if (way.notice()) {
      json.put("notice", true);
    }
    json.put("timeline", way.steps().stream().map(WayJson::step).toList());
    return JSON.writeValueAsString(json);
  }

  /** A mail that never was a message: it has no id. */
  static String of(String file, Rejection rejection) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("recipient", rejection.recipient());
    json.put("status", "REJECTED");
    put(json, "client", rejection.client());
    put(json, "from", rejection.envelopeFrom());
    json.put("reason", rejection.reason());
    json.put("time", rejection.time());
    reply(json, rejection.reply());
    return JSON.writeValueAsString(json);
  }

  private static Map<String, Object> step(WayStep step) {
    HopAttempt attempt = step.attempt();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", attempt.time());
    json.put("host", step.host());
    json.put("queueId", step.queueId());
    hop(json, step.hop());
    json.put("result", attempt.result());
    if (attempt.result() != HopAttempt.Result.ACCEPTED) {
      json.put("reason", attempt.reason());
    }
    reply(json, attempt.reply());
    return json;
  }

  private static void hop(Map<String, Object> json, ClassifiedHop hop) {
    json.put("hop", hop.kind());
    put(json, "relay", hop.name());
    put(json, "relayAddress", hop.peer() == null ? null : hop.peer().address());
    json.put("because", hop.because());
  }

  private static void reply(Map<String, Object> json, SmtpReply reply) {
    if (reply.code() != 0) {
      json.put("code", reply.code());
    }
    put(json, "replyStatus", reply.status());
    put(json, "reply", reply.text());
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
