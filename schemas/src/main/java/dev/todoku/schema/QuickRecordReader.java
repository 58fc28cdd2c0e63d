package dev.todoku.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads one kind of record: a reader and a place for each component, then the constructor. */
final class QuickRecordReader implements QuickReader {
  private final Map<String, Integer> places = new HashMap<>();
  private final QuickReader[] readers;
  private final Object[] absent;
  private final MethodHandle constructor;

  QuickRecordReader(Class<?> type, JsonMapper mapper) {
    RecordComponent[] components = type.getRecordComponents();
    readers = new QuickReader[components.length];
    absent = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      places.put(components[i].getName(), i);
      readers[i] = QuickReader.of(components[i].getGenericType(), mapper);
      absent[i] = Array.get(Array.newInstance(components[i].getType(), 1), 0);
    }
    constructor = constructor(type, components);
  }

  @Override
  public Object read(JsonParser parser, JsonToken token) {
    return readRest(QuickReader.expected(token, JsonToken.START_OBJECT, parser));
  }

  /** Reads a record of which the beginning is read. */
  Object readRest(JsonParser parser) {
    Object[] values = absent.clone();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      JsonToken token = parser.nextToken();
      Integer place = places.get(name);
      if (place == null) {
        parser.skipChildren();
      } else {
        values[place] =
            token == JsonToken.VALUE_NULL ? absent[place] : readers[place].read(parser, token);
      }
    }
    QuickReader.expected(parser.currentToken(), JsonToken.END_OBJECT, parser);
    return construct(values);
  }

  private Object construct(Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Takes all values in one array: data binding spreads it anew for every record. */
  private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
    try {
      Constructor<?> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, components.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }
}
