package dev.todoku.cli.explain;

import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer for a program. Times are milliseconds since 1970. */
record StoryJson(Words words, Knowledge knowledge) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonSerde<Outcome> OUTCOME = JsonSerde.of(Outcome.class);
  private static final JsonSerde<RecipientHealth> HEALTH = JsonSerde.of(RecipientHealth.class);

  String of(Explanation explanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("query", explanation.query());
    if (explanation.recipient() != null) {
      json.put("recipient", recipient(explanation.recipient()));
    }
    json.put("messages", explanation.messages().stream().map(this::message).toList());
    return JSON.writeValueAsString(json);
  }

  private static Map<String, Object> recipient(RecipientStory recipient) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("address", recipient.address());
    json.put("messages", recipient.messages());
    if (recipient.health() != null) {
      json.put("health", tree(HEALTH.write(recipient.health())));
    }
    json.put("history", recipient.history());
    return json;
  }

  private Map<String, Object> message(MessageStory story) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", story.messageId());
    json.put("recipient", story.recipient());
    json.put("checkpoint", story.checkpoint());
    json.put("situation", story.situation());
    json.put("advice", knowledge.advice().get(story.adviceKey()).in(words.language()));
    json.put("notes", Notes.of(story, knowledge, words));
    json.put("facts", facts(story));
    json.put("timeline", story.timeline());
    if (story.outcome() != null) {
      json.put("outcome", tree(OUTCOME.write(story.outcome())));
    }
    return json;
  }

  private static Map<String, Object> facts(MessageStory story) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", story.sender());
    json.put("to", story.recipient());
    json.put("sentAt", story.sentAt());
    json.put("sourceIp", story.sourceIp());
    json.put("reply", story.reply());
    return json;
  }

  private static JsonNode tree(byte[] json) {
    return JSON.readTree(json);
  }
}
