package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A public topic of JSON values, with its schema as a tree: what the tests walk through. */
final class JsonTopic {
  private static final JsonMapper MAPPER = new JsonMapper();

  private static final Map<Topic<String, ?>, Class<?>> TYPES = new LinkedHashMap<>();

  static {
    put(Topics.SENDS, Send.class);
    put(Topics.DELIVERIES, DeliveryEvent.class);
    put(Topics.BOUNCES, Bounce.class);
    put(Topics.FEEDBACK, FeedbackEvent.class);
    put(Topics.REJECTIONS, Rejection.class);
    put(Topics.OUTCOMES, Outcome.class);
    put(Topics.FAILURES, FailureNotice.class);
    put(Topics.UNMATCHED, Unmatched.class);
    put(Topics.RECIPIENTS, RecipientCommand.class);
    put(Topics.RECIPIENT_HEALTH, RecipientHealth.class);
    put(Topics.PROVIDER_HEALTH, ProviderHealth.class);
    put(Topics.SIGNALS, Signal.class);
    put(Topics.ALERTS, Alert.class);
    put(Topics.OPEN_INCIDENTS, Alert.class);
    put(Topics.DNS_FACTS, DnsFact.class);
    put(Topics.AGGREGATE_REPORTS, AggregateReport.class);
    put(Topics.INCIDENT_NOTES, IncidentNote.class);
    put(Topics.AUDIT, AuditRecord.class);
  }

  private static final List<JsonTopic> ALL =
      TYPES.entrySet().stream().map(type -> new JsonTopic(type.getKey(), type.getValue())).toList();

  private final Serde<Object> serde;
  private final Schema validator;
  final Topic<String, ?> topic;
  final Class<?> type;
  final JsonNode schema;

  @SuppressWarnings("unchecked")
  private JsonTopic(Topic<String, ?> topic, Class<?> type) {
    this.topic = topic;
    this.type = type;
    serde = (Serde<Object>) topic.valueSerde();
    String text = Schemas.of(topic).orElseThrow();
    schema = MAPPER.readTree(text);
    validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  private static <T> void put(Topic<String, T> topic, Class<T> type) {
    TYPES.put(topic, type);
  }

  static List<JsonTopic> all() {
    return ALL;
  }

  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  /** As bytes that keep what cannot stand in UTF-8, half a surrogate pair, as an escape. */
  static byte[] bytes(JsonNode document) {
    return MAPPER.writeValueAsBytes(document);
  }

  List<JsonNode> examples() {
    return List.copyOf(schema.path("examples").values());
  }

  /** The schema that a reference stands for; any other schema itself. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? schema.at(node.get("$ref").asString().substring(1)) : node;
  }

  List<Error> violations(JsonNode document) {
    return violations(new String(bytes(document), StandardCharsets.UTF_8));
  }

  List<Error> violations(String json) {
    return validator.validate(json, InputFormat.JSON);
  }

  Object read(JsonNode document) {
    return read(bytes(document));
  }

  Object read(byte[] json) {
    return serde.deserializer().deserialize(topic.name(), json);
  }

  String write(Object value) {
    return new String(serde.serializer().serialize(topic.name(), value), StandardCharsets.UTF_8);
  }

  /** The records that stand on this topic, with their schemas: one, or one per {@code type}. */
  List<Shape> roots() {
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    return kinds == null
        ? List.of(new Shape(type, schema))
        : Arrays.stream(kinds.value())
            .map(kind -> new Shape(kind.value(), schema.at("/$defs/" + kind.name())))
            .toList();
  }

  /** The records that stand on this topic and all that they are made of. */
  List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>(roots());
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      for (RecordComponent component : shape.type().getRecordComponents()) {
        JsonNode property = shape.schema().path("properties").path(component.getName());
        Shape part =
            component.getGenericType() instanceof ParameterizedType list
                ? new Shape(
                    (Class<?>) list.getActualTypeArguments()[0], resolved(property.path("items")))
                : new Shape(component.getType(), resolved(property));
        if (part.type().isRecord() && !shapes.contains(part)) {
          shapes.add(part);
        }
      }
    }
    return shapes;
  }

  @Override
  public String toString() {
    return topic.name();
  }

  /** A record and the schema that describes it. */
  record Shape(Class<?> type, JsonNode schema) {}
}
