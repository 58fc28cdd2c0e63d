package dev.todoku.web;

import dev.todoku.schema.Schemas;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public topics as an AsyncAPI 3 document. Payloads refer to the schemas that are served. */
final class AsyncApi {
  private static final String SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12";

  /** What others write and Todoku reads; it writes all others. */
  private static final Set<Topic<?, ?>> READ =
      Set.of(
          Topics.RAW_POSTFIX,
          Topics.RAW_LOGS,
          Topics.RAW_BOUNCES,
          Topics.SENDS,
          Topics.DELIVERIES,
          Topics.BOUNCES,
          Topics.FEEDBACK,
          Topics.RECIPIENTS);

  private static final Set<Topic<?, ?>> CLOUD_EVENTS =
      Set.of(Topics.ALERTS, Topics.OUTCOMES, Topics.FAILURES);

  private static final Map<Topic<?, ?>, String> RAW =
      Map.of(
          Topics.RAW_POSTFIX, "A line of a Postfix log, keyed by the sending host.",
          Topics.RAW_LOGS, "A line of another server's log, keyed by format/host.",
          Topics.RAW_BOUNCES, "A bounce message as it came.",
          Topics.RAW_REPORTS, "What a mail service posted, keyed by sender and source.",
          Topics.DEAD_LETTERS, "What could not be processed; why is in the headers.");

  private AsyncApi() {}

  /**
   * The document.
   *
   * @param version of Todoku
   */
  static Map<String, Object> document(String version) {
    Map<String, Object> channels = new LinkedHashMap<>();
    Map<String, Object> operations = new LinkedHashMap<>();
    Map<String, Object> messages = new LinkedHashMap<>();
    for (Topic<?, ?> topic : Topics.all()) {
      channels.put(topic.name(), channel(topic));
      boolean isRead = READ.contains(topic);
      operations.put(
          (isRead ? "read." : "write.") + topic.name(),
          ordered(
              "action",
              isRead ? "receive" : "send",
              "channel",
              reference("#/channels/" + topic.name())));
      messages.put(topic.name(), message(topic));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("asyncapi", "3.0.0");
    document.put("info", info(version));
    document.put("defaultContentType", "application/json");
    document.put("channels", channels);
    document.put("operations", operations);
    document.put(
        "components",
        ordered("messages", messages, "messageTraits", Map.of("cloudEvent", cloudEvent())));
    return document;
  }

  private static Map<String, Object> info(String version) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "Todoku");
    info.put("version", version);
    info.put(
        "description",
        "Whether mail arrived, whose side stopped it, and what to do. Times are event times, in"
            + " milliseconds since 1970. Read with isolation.level=read_committed.");
    info.put(
        "license",
        ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    return info;
  }

  private static Map<String, Object> channel(Topic<?, ?> topic) {
    Map<String, Object> channel = new LinkedHashMap<>();
    channel.put("address", topic.name());
    channel.put("description", description(topic));
    channel.put("messages", Map.of("record", reference("#/components/messages/" + topic.name())));
    channel.put("bindings", Map.of("kafka", Map.of("topic", topic.name())));
    return channel;
  }

  private static Map<String, Object> message(Topic<?, ?> topic) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("name", topic.name());
    message.put("summary", description(topic));
    if (Schemas.of(topic).isPresent()) {
      message.put("contentType", "application/json");
      message.put(
          "payload",
          ordered("schemaFormat", SCHEMA_FORMAT, "schema", reference(Contract.pathOf(topic))));
    } else {
      message.put("contentType", "application/octet-stream");
    }
    if (CLOUD_EVENTS.contains(topic)) {
      message.put("traits", List.of(reference("#/components/messageTraits/cloudEvent")));
    }
    message.put("bindings", Map.of("kafka", Map.of("key", Map.of("type", "string"))));
    return message;
  }

  /** Headers of a CloudEvent in binary mode. */
  private static Map<String, Object> cloudEvent() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String name : List.of("specversion", "id", "source", "type", "time", "dataschema")) {
      properties.put("ce_" + name, Map.of("type", "string"));
    }
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("type", "object");
    headers.put("required", List.of("ce_specversion", "ce_id", "ce_source", "ce_type"));
    headers.put("properties", properties);
    return Map.of("headers", headers);
  }

  private static String description(Topic<?, ?> topic) {
    return Schemas.of(topic)
        .map(schema -> JsonMapper.shared().readTree(schema))
        .map((JsonNode schema) -> schema.get("description").stringValue())
        .orElseGet(() -> RAW.get(topic));
  }

  private static Map<String, Object> reference(String to) {
    return Map.of("$ref", to);
  }

  private static Map<String, Object> ordered(
      String first, Object value, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, value);
    map.put(second, other);
    return map;
  }
}
