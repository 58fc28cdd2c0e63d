package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * A record of the contract as JSON in UTF-8. Unknown fields are ignored, so that a newer writer
 * does not stop an older reader; a field that is null counts as absent. Types are taken at their
 * word: "1" is no number and 1 is no text. A null payload stands for a null value.
 */
public final class JsonSerde<T> implements Serde<T> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
          // An empty envelope sender is the null sender: it is not the same as an unknown one.
          .withConfigOverride(
              String.class,
              text ->
                  text.setInclude(
                      JsonInclude.Value.construct(
                          JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL)))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final QuickReader quickReader;
  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private JsonSerde(Class<T> type) {
    this.type = type;
    quickReader = QuickReader.of(type, MAPPER);
    reader = MAPPER.readerFor(type);
    writer = MAPPER.writerFor(type);
  }

  public static <T> JsonSerde<T> of(Class<T> type) {
    return new JsonSerde<>(type);
  }

  /**
   * Reads one value.
   *
   * @throws ContractException when the bytes are no such value; the message names the field
   */
  public T read(byte[] json) {
    if (!beginsAnObject(json)) {
      throw new ContractException("a JSON object is expected, beginning with {", null);
    }
    try {
      return quicklyRead(json);
    } catch (RuntimeException surprise) {
      return bind(json);
    }
  }

  /** Reads a value without a surprise; any exception stands for one. */
  T quicklyRead(byte[] json) {
    try (JsonParser parser = MAPPER.createParser(json)) {
      T value = type.cast(quickReader.read(parser, parser.nextToken()));
      QuickReader.expected(parser.nextToken(), null, parser);
      return value;
    }
  }

  /** Reads any value, or says what is wrong with it. */
  T bind(byte[] json) {
    try {
      return reader.readValue(json);
    } catch (JacksonException e) {
      throw new ContractException(ReadProblem.inOneLine(e), e);
    }
  }

  /** The value as JSON. */
  public byte[] write(T value) {
    return writer.writeValueAsBytes(value);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : write(value);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, json) -> json == null ? null : read(json);
  }

  /** Jackson would take "null" for a null value, and an array for a value with its type. */
  private static boolean beginsAnObject(byte[] json) {
    for (byte b : json) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b == '{';
      }
    }
    return false;
  }
}
