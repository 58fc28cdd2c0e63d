package dev.todoku.intake.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON records in a line: an object, or an array of them; behind a prefix of syslog or none. */
public final class JsonRecords {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What syslog or a container's runtime writes before a line is short. */
  private static final int LONGEST_PREFIX = 512;

  private JsonRecords() {}

  /**
   * The objects of a line.
   *
   * @throws JacksonException when it is no JSON
   */
  public static List<JsonNode> of(String line) {
    int from = 0;
    if (!line.startsWith("{") && !line.startsWith("[")) {
      int brace = line.indexOf('{');
      from = brace < 0 || brace > LONGEST_PREFIX ? 0 : brace;
    }
    JsonNode node = JSON.readTree(from == 0 ? line : line.substring(from));
    if (!node.isArray()) {
      return List.of(node);
    }
    List<JsonNode> all = new ArrayList<>(node.size());
    node.forEach(all::add);
    return all;
  }

  /** A text or number as text; null where there is none. */
  public static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || value.isNull() || value.isContainer() ? null : value.asString();
  }

  /** An integer, written as a number or as a text; 0 where there is none. */
  public static int integer(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return 0;
    }
    if (value.isNumber()) {
      return value.asInt(0);
    }
    try {
      return value.isString() ? Integer.parseInt(value.stringValue().strip()) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A text, or each of an array of texts. */
  public static List<String> texts(JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return List.of();
    }
    if (!value.isArray()) {
      return value.isContainer() ? List.of() : List.of(value.asString());
    }
    List<String> all = new ArrayList<>(value.size());
    for (JsonNode one : value) {
      if (!one.isContainer() && !one.isNull()) {
        all.add(one.asString());
      }
    }
    return all;
  }
}
