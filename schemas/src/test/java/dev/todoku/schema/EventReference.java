package dev.todoku.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The generated part of docs/events.md: a table of fields for every record, from the schemas. */
final class EventReference {
  /** What stands above this line is written by hand. */
  static final String MARK = "<!-- From here on generated from the schemas: change those. -->\n";

  private final StringBuilder page = new StringBuilder(MARK);
  private final Map<String, JsonNode> shared = new LinkedHashMap<>();
  private final List<String> described = new ArrayList<>();

  private EventReference() {}

  static String generated() {
    EventReference reference = new EventReference();
    for (JsonTopic topic : JsonTopic.all()) {
      reference.topic(topic);
    }
    reference.parts();
    return reference.page.toString();
  }

  private void topic(JsonTopic topic) {
    heading("##", "`" + topic + "`");
    List<JsonNode> records = topic.roots().stream().map(JsonTopic.Shape::schema).toList();
    if (records.size() > 1) {
      paragraph(topic.schema);
    }
    for (int i = 0; i < records.size(); i++) {
      String title = records.get(i).path("title").asString();
      if (described.contains(title)) {
        paragraph(topic.schema);
        page.append("\nIts fields: [").append(title).append("](#");
        page.append(title.toLowerCase(Locale.ROOT)).append(").\n");
        continue;
      }
      record("###", records.get(i));
      page.append("\n```json\n").append(topic.examples().get(i).toPrettyString()).append("\n```\n");
    }
    topic.schema.path("$defs").forEachEntry(shared::putIfAbsent);
  }

  private void parts() {
    heading("##", "Parts of records");
    shared.forEach(
        (name, part) -> {
          if (part.has("properties") && !described.contains(title(name))) {
            record("###", part);
          }
        });
    heading("##", "Constants");
    shared.forEach(
        (name, part) -> {
          if (part.has("enum")) {
            heading("###", title(name));
            paragraph(part);
            page.append('\n').append(constants(part)).append('\n');
          }
        });
  }

  private void record(String level, JsonNode schema) {
    String title = schema.path("title").asString();
    described.add(title);
    heading(level, title);
    paragraph(schema);
    page.append("\n| field | type | required | meaning |\n|---|---|---|---|\n");
    List<String> required =
        schema.path("required").values().stream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .forEachEntry(
            (name, property) ->
                page.append(
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            name,
                            type(property),
                            required.contains(name) ? "yes" : "",
                            description(property))));
  }

  private static String type(JsonNode property) {
    if (property.has("$ref")) {
      String name = property.path("$ref").asString();
      String title = title(name.substring(name.lastIndexOf('/') + 1));
      return "[%s](#%s)".formatted(title, title.toLowerCase(Locale.ROOT));
    }
    if (property.has("const")) {
      return "`\"" + property.path("const").asString() + "\"`";
    }
    if (property.has("enum")) {
      return constants(property);
    }
    String type = property.path("type").asString();
    if (property.has("items")) {
      return "list of " + type(property.path("items"));
    }
    if (property.has("propertyNames")) {
      return "object: integer by " + type(property.path("propertyNames"));
    }
    return property.has("maxLength") ? "string ≤ " + property.path("maxLength").asInt() : type;
  }

  private static String constants(JsonNode property) {
    return String.join(
        ", ",
        property.path("enum").values().stream()
            .map(constant -> "`" + constant.asString() + "`")
            .toList());
  }

  /** Definitions are named like components, with a small letter; "reply" is an SmtpReply. */
  private static String title(String definition) {
    return definition.equals("reply")
        ? "SmtpReply"
        : Character.toUpperCase(definition.charAt(0)) + definition.substring(1);
  }

  private void heading(String level, String text) {
    page.append('\n').append(level).append(' ').append(text).append('\n');
  }

  private void paragraph(JsonNode schema) {
    page.append('\n').append(description(schema)).append('\n');
  }

  private static String description(JsonNode schema) {
    return schema.path("description").asString().replace("|", "\\|");
  }
}
