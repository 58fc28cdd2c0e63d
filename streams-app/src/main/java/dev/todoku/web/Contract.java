package dev.todoku.web;

import dev.todoku.schema.Schemas;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import dev.todoku.text.JarVersion;
import io.javalin.config.JavalinConfig;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of the public topics, and the AsyncAPI document that refers to them. */
final class Contract {
  private static final String INDEX = "/schemas";
  private static final String ASYNC_API = "/api/asyncapi.json";
  private static final String SCHEMA_TYPE = "application/schema+json";
  private static final String JSON = "application/json";

  private static final Map<String, byte[]> DOCUMENTS = documents();

  private Contract() {}

  /** Where the schema of a topic is served. */
  static String pathOf(Topic<?, ?> topic) {
    return INDEX + '/' + topic.name() + ".schema.json";
  }

  /** Paths that hold nobody's data. */
  static Set<String> paths() {
    return DOCUMENTS.keySet();
  }

  static void addTo(JavalinConfig config) {
    DOCUMENTS.forEach(
        (path, content) ->
            config.routes.get(
                path,
                ctx ->
                    ctx.header("Cache-Control", "no-cache")
                        .contentType(path.startsWith(INDEX + '/') ? SCHEMA_TYPE : JSON)
                        .result(content)));
  }

  private static Map<String, byte[]> documents() {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    Map<String, String> index = new LinkedHashMap<>();
    for (Topic<?, ?> topic : Topics.all()) {
      Schemas.of(topic)
          .ifPresent(
              schema -> {
                index.put(topic.name(), pathOf(topic));
                documents.put(pathOf(topic), schema.getBytes(StandardCharsets.UTF_8));
              });
    }
    String version = JarVersion.find().orElse("unreleased");
    documents.put(INDEX, JsonMapper.shared().writeValueAsBytes(index));
    documents.put(ASYNC_API, JsonMapper.shared().writeValueAsBytes(AsyncApi.document(version)));
    return documents;
  }
}
