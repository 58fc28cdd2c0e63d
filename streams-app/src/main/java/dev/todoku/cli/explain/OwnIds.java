package dev.todoku.cli.explain;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a mail server or service calls a message: the field {@code queueId} of its events. */
final class OwnIds {
  private OwnIds() {}

  /** Whether the event {@code json} is about the message called {@code ownId}, and names it. */
  static boolean isOf(String ownId, byte[] json) {
    if (json == null || !new String(json, StandardCharsets.UTF_8).contains(ownId)) {
      return false;
    }
    JsonNode event = read(json);
    return event.path("queueId").asString("").equals(ownId)
        && !event.path("messageId").asString("").isEmpty();
  }

  static String messageId(byte[] json) {
    return read(json).path("messageId").asString("");
  }

  private static JsonNode read(byte[] json) {
    JsonMapper mapper = JsonMapper.shared();
    try {
      return mapper.readTree(json);
    } catch (JacksonException e) {
      return mapper.createObjectNode();
    }
  }
}
