package dev.todoku.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares answers with what {@code openapi.json} says of them. */
final class DescribedAnswers {
  private static final String INTERNAL = "#/";

  private final JsonNode document = read();

  /**
   * What an answer has that is not described, and lacks of what is.
   *
   * @param route as the document has it
   */
  List<String> objections(String route, String body) {
    JsonNode schema =
        document.get("paths").get(route).at("/get/responses/200/content/application~1json/schema");
    List<String> objections = new ArrayList<>();
    compare(route, schema, JsonMapper.shared().readTree(body), objections);
    return objections;
  }

  private void compare(String at, JsonNode schema, JsonNode value, List<String> objections) {
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").stringValue();
      // Records of topics have schemas and tests of their own.
      if (reference.startsWith(INTERNAL)) {
        compare(at, document.at(reference.substring(1)), value, objections);
      }
      return;
    }
    if (value.isNull()) {
      if (!types(schema).contains("null")) {
        objections.add(at + " is null");
      }
    } else if (!schema.has("allOf") && !types(schema).contains(type(value))) {
      objections.add(at + " is a " + type(value) + " and no " + types(schema));
    } else if (value.isArray()) {
      value.forEach(one -> compare(at + "[]", schema.get("items"), one, objections));
    } else if (value.isObject() && !schema.has("allOf")) {
      compareObject(at, schema, value, objections);
    } else if (schema.has("enum") && !schema.get("enum").toString().contains(value.toString())) {
      objections.add(at + " is " + value);
    }
  }

  private void compareObject(String at, JsonNode schema, JsonNode value, List<String> objections) {
    Map<String, JsonNode> known = new TreeMap<>();
    schema.path("properties").forEachEntry(known::put);
    value.forEachEntry(
        (name, part) -> {
          JsonNode described = known.getOrDefault(name, schema.get("additionalProperties"));
          if (described == null) {
            objections.add(at + '.' + name + " is not described");
          } else {
            compare(at + '.' + name, described, part, objections);
          }
        });
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.stringValue())) {
                objections.add(at + '.' + name.stringValue() + " is missing");
              }
            });
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    List<String> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(one -> types.add(one.stringValue()));
    } else {
      types.add(type.asString(""));
    }
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String type(JsonNode value) {
    if (value.isObject()) {
      return "object";
    }
    if (value.isArray()) {
      return "array";
    }
    if (value.isBoolean()) {
      return "boolean";
    }
    return value.isString() ? "string" : value.isIntegralNumber() ? "integer" : "number";
  }

  static JsonNode read() {
    try (InputStream in = DescribedAnswers.class.getResourceAsStream("page/openapi.json")) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
