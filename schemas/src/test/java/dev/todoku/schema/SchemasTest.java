package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.todoku.schema.JsonTopic.Shape;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SchemasTest {

  static List<JsonTopic> topics() {
    return JsonTopic.all();
  }

  @Test
  void everyTopicHasASchemaExceptThoseOfRawBytes() {
    assertThat(Topics.all())
        .filteredOn(topic -> Schemas.of(topic).isEmpty())
        .containsExactly(
            Topics.RAW_POSTFIX,
            Topics.RAW_LOGS,
            Topics.RAW_BOUNCES,
            Topics.RAW_REPORTS,
            Topics.DEAD_LETTERS);
    assertThat(Topics.all())
        .filteredOn(topic -> Schemas.of(topic).isPresent())
        .isEqualTo(topics().stream().map(topic -> topic.topic).toList());
  }

  @Test
  void aNameThatIsNoTopicHasNoSchema() {
    assertThat(Schemas.json("mail.nothing")).isEmpty();
  }

  @Test
  void thereIsNoSchemaWithoutATopic() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/todoku/schema"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              topics().stream().map(topic -> topic + ".schema.json").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void isASchemaOfDraft202012(JsonTopic topic) {
    String draft = SpecificationVersion.DRAFT_2020_12.getDialectId();

    assertThat(topic.schema.path("$schema").asString()).isEqualTo(draft);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(draft))
                .validate(topic.schema.toString(), InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void hasTheComponentsOfTheRecordsAsProperties(JsonTopic topic) {
    for (Shape shape : topic.shapes()) {
      List<String> components = new ArrayList<>();
      if (DeliveryEvent.class.isAssignableFrom(shape.type())
          || FeedbackEvent.class.isAssignableFrom(shape.type())
          || DnsFact.class.isAssignableFrom(shape.type())
          || AggregateReport.class.isAssignableFrom(shape.type())) {
        components.add("type");
      }
      for (RecordComponent component : shape.type().getRecordComponents()) {
        components.add(component.getName());
      }
      assertThat(shape.schema().path("properties").propertyNames())
          .as(shape.type().getSimpleName())
          .containsExactlyElementsOf(components);
      assertThat(shape.schema().path("title").asString()).isEqualTo(shape.type().getSimpleName());
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void listsTheConstantsOfTheEnumsAndTheTypesOfTheComponents(JsonTopic topic) {
    for (Shape shape : topic.shapes()) {
      for (RecordComponent component : shape.type().getRecordComponents()) {
        JsonNode property =
            topic.resolved(shape.schema().path("properties").path(component.getName()));
        Class<?> type = component.getType();
        String name = shape.type().getSimpleName() + "." + component.getName();
        if (type.isEnum()) {
          assertThat(constants(property)).as(name).isEqualTo(constants(type));
        } else if (type == SortedMap.class) {
          assertThat(constants(topic.resolved(property.path("propertyNames"))))
              .as(name)
              .isEqualTo(constants(Reason.class));
        } else {
          assertThat(property.path("type").asString()).as(name).isEqualTo(jsonType(type));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void saysOfEveryRecordAndEveryPropertyWhatItIs(JsonTopic topic) {
    assertThat(topic.schema.path("title").asString()).isEqualTo(topic.type.getSimpleName());
    assertThat(topic.schema.path("description").asString()).isNotBlank();
    for (Shape shape : topic.shapes()) {
      assertThat(shape.schema().path("description").asString()).isNotBlank();
      shape
          .schema()
          .path("properties")
          .forEachEntry(
              (name, property) -> {
                String path = shape.type().getSimpleName() + "." + name;
                String description = property.path("description").asString();
                assertThat(description).as(path).endsWith(".");
                if (!isRequired(shape, name)) {
                  assertThat(description).as(path).containsAnyOf("Absent", "Exactly one", "cut to");
                }
                if (property.path("minimum").asLong(0) > 0) {
                  assertThat(description).as(path).contains("Milliseconds since 1970");
                }
              });
    }
  }

  @Test
  void aSharedDefinitionReadsTheSameInEveryFile() {
    Map<String, JsonNode> seen = new HashMap<>();
    for (JsonTopic topic : topics()) {
      topic
          .schema
          .path("$defs")
          .forEachEntry(
              (name, definition) ->
                  assertThat(definition)
                      .as(name + " in " + topic)
                      .isEqualTo(seen.computeIfAbsent(name, first -> definition)));
    }
    assertThat(seen).containsKeys("origin", "reply", "scope", "evidence", "text");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void staysOpenForFieldsOfLaterVersions(JsonTopic topic) {
    for (Shape shape : topic.shapes()) {
      assertThat(shape.schema().has("additionalProperties")).isFalse();
    }
  }

  private static boolean isRequired(Shape shape, String name) {
    return shape.schema().path("required").values().stream()
        .anyMatch(required -> required.asString().equals(name));
  }

  private static List<String> constants(JsonNode property) {
    return property.path("enum").values().stream().map(JsonNode::asString).toList();
  }

  private static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .toList();
  }

  private static String jsonType(Class<?> type) {
    if (type == String.class) {
      return "string";
    }
    if (type == long.class || type == int.class) {
      return "integer";
    }
    if (type == double.class) {
      return "number";
    }
    if (type == boolean.class) {
      return "boolean";
    }
    return type == List.class ? "array" : "object";
  }
}
