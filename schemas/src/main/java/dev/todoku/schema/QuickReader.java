package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads values that are as they should be, straight from the tokens: data binding takes two to
 * three times as long for the same record. Whatever is not exactly as a writer of the contract
 * would have it is a surprise, and left to data binding, which knows what may pass and how to name
 * what may not.
 */
interface QuickReader {

  /**
   * Reads the value whose first token is {@code token}; the parser is left at its last.
   *
   * @throws RuntimeException when it is not as it should be; which one says nothing
   */
  Object read(JsonParser parser, JsonToken token);

  /** For values of {@code type}; what is no text, number, truth value, enum or record is bound. */
  static QuickReader of(Type type, JsonMapper mapper) {
    if (type == String.class) {
      return (parser, token) -> expected(token, JsonToken.VALUE_STRING, parser).getString();
    }
    if (type == long.class) {
      return (parser, token) -> expected(token, JsonToken.VALUE_NUMBER_INT, parser).getLongValue();
    }
    if (type == int.class) {
      return (parser, token) -> expected(token, JsonToken.VALUE_NUMBER_INT, parser).getIntValue();
    }
    if (type == boolean.class) {
      return (parser, token) -> parser.getBooleanValue();
    }
    if (type instanceof Class<?> named && named.isEnum()) {
      return constants(named);
    }
    if (type instanceof Class<?> named) {
      Optional<JsonSubTypes> kinds = kinds(named);
      if (kinds.isPresent()) {
        return kinds(kinds.get(), mapper);
      }
      if (named.isRecord()) {
        return new QuickRecordReader(named, mapper);
      }
    }
    ObjectReader binding =
        mapper
            .readerFor(mapper.constructType(type))
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    return (parser, token) -> binding.readValue(parser);
  }

  private static QuickReader constants(Class<?> type) {
    Map<String, Object> byName = new HashMap<>();
    for (Object constant : type.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return (parser, token) ->
        Required.present(
            byName.get(expected(token, JsonToken.VALUE_STRING, parser).getString()), "a constant");
  }

  /** The kinds among which {@code type} is one, or which it stands for. */
  private static Optional<JsonSubTypes> kinds(Class<?> type) {
    return Stream.concat(Stream.of(type), Arrays.stream(type.getInterfaces()))
        .map(declaring -> declaring.getAnnotation(JsonSubTypes.class))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Records distinguished by {@code type}, which a writer of the contract writes first. */
  private static QuickReader kinds(JsonSubTypes annotation, JsonMapper mapper) {
    Map<String, QuickRecordReader> byType = new HashMap<>();
    for (JsonSubTypes.Type kind : annotation.value()) {
      byType.put(kind.name(), new QuickRecordReader(kind.value(), mapper));
    }
    return (parser, token) -> {
      String first = expected(token, JsonToken.START_OBJECT, parser).nextName();
      String type = "type".equals(first) ? parser.nextStringValue() : null;
      return Required.present(byType.get(type), "type").readRest(parser);
    };
  }

  /** Returns {@code parser} when the token is the expected one. */
  static JsonParser expected(JsonToken actual, @Nullable JsonToken expected, JsonParser parser) {
    if (actual != expected) {
      throw new IllegalArgumentException(expected + " is expected");
    }
    return parser;
  }
}
