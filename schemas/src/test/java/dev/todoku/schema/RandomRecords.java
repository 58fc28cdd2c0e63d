package dev.todoku.schema;

import dev.todoku.schema.JsonTopic.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Records of a topic with random content: optional components there or not, texts at their limits,
 * numbers at the ends of their ranges. Limits and what is optional come from the schema, so a
 * record that refuses what its schema allows is found out.
 */
final class RandomRecords {
  private static final List<String> ADDRESSES =
      List.of(
          "hanako@docomo.ne.jp",
          "Hanako.YAMADA@Example.COM",
          "<葉子@例え.jp>",
          "\"a b@c\"@[192.0.2.1]",
          "δοκιμή@παράδειγμα.δοκιμή",
          "x..y.@docomo.ne.jp",
          "no-domain");

  private static final List<String> LETTERS =
      List.of(
          "a", "Z", "0", " ", "\"", "\\", "/", "届", "é", "e\u0301", "😀", "\0", "\n", "\u2028",
          "\ud83d", "<", "ß");

  private final JsonTopic topic;
  private final Random random;
  private final double present;

  /**
   * @param present how likely an optional component is there, 0 … 1
   */
  RandomRecords(JsonTopic topic, Random random, double present) {
    this.topic = topic;
    this.random = random;
    this.present = present;
  }

  Object next() {
    return record(oneOf(topic.roots()));
  }

  private Object record(Shape shape) {
    if (shape.type() == Unmatched.UnmatchedEvent.class) {
      return unmatchedEvent(shape);
    }
    List<String> required =
        shape.schema().path("required").values().stream().map(JsonNode::asString).toList();
    RecordComponent[] components = shape.type().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      values[i] =
          required.contains(name) || random.nextDouble() < present
              ? value(components[i].getGenericType(), name, property(shape, name))
              : absent(components[i].getType());
    }
    if (shape.type() == RecipientCommand.class) {
      onlyWhereItMayStand(components, values);
    }
    return create(shape.type(), values);
  }

  /** Not every action is about one mail stream, which the schema says in words. */
  private static void onlyWhereItMayStand(RecordComponent[] components, Object[] values) {
    List<Object> given = Arrays.asList(values);
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (!given.contains(RecipientCommand.Action.RESET)
        && !given.contains(RecipientCommand.Action.SUPPRESS)) {
      values[names.indexOf("mailStream")] = null;
    }
  }

  private Object unmatchedEvent(Shape shape) {
    List<Class<? extends MailEvent>> kinds =
        List.of(Bounce.class, Complaint.class, Engagement.class);
    Class<?> kind = oneOf(kinds);
    String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
    return Unmatched.UnmatchedEvent.of((MailEvent) record(new Shape(kind, property(shape, name))));
  }

  private JsonNode property(Shape shape, String name) {
    return topic.resolved(shape.schema().path("properties").path(name));
  }

  private Object value(Type type, String name, JsonNode schema) {
    if (type == String.class) {
      return text(name, schema.path("maxLength").asInt());
    }
    if (type == long.class) {
      return number(schema);
    }
    if (type == int.class) {
      return oneOf(List.of(0, 1, random.nextInt(1_000), Integer.MAX_VALUE));
    }
    if (type == double.class) {
      return name.equals("baseline")
          ? oneOf(List.of(0.0, 1.0, random.nextDouble(), Double.MIN_VALUE))
          : oneOf(List.of(0.0, -1.5, random.nextGaussian(), Double.MAX_VALUE, -Double.MIN_VALUE));
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == SortedMap.class ? counts() : list(generic, name, schema);
    }
    Class<?> plain = (Class<?>) type;
    return plain.isEnum()
        ? oneOf(Arrays.asList(plain.getEnumConstants()))
        : record(new Shape(plain, schema));
  }

  private static Object absent(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == double.class) {
      return 0.0;
    }
    return type == boolean.class ? false : null;
  }

  private List<Object> list(ParameterizedType type, String name, JsonNode schema) {
    JsonNode items = topic.resolved(schema.path("items"));
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(type.getActualTypeArguments()[0], name, items));
    }
    return list;
  }

  private SortedMap<Reason, Long> counts() {
    SortedMap<Reason, Long> counts = new TreeMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      counts.put(oneOf(Arrays.asList(Reason.values())), oneOf(List.of(0L, 1L, Long.MAX_VALUE)));
    }
    return counts;
  }

  private long number(JsonNode schema) {
    JsonNode range = schema.has("anyOf") ? schema.path("anyOf").path(1) : schema;
    long least = range.path("minimum").asLong();
    long most = range.path("maximum").asLong(Long.MAX_VALUE);
    return oneOf(List.of(least, most, random.nextLong(least, most)));
  }

  private String text(String name, int maxLength) {
    boolean isAddress =
        name.equals("recipient") || name.equals("originalRecipient") || name.equals("envelopeFrom");
    if (isAddress && random.nextInt(4) > 0) {
      return oneOf(ADDRESSES);
    }
    int length = oneOf(List.of(1, Math.min(8, maxLength), maxLength));
    StringBuilder text = new StringBuilder("x");
    while (text.length() < length - 2) {
      text.append(oneOf(LETTERS));
    }
    while (text.length() < length) {
      text.append('x');
    }
    return text.toString();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Object create(Class<?> type, Object[] values) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(
          type.getSimpleName() + " refuses " + Arrays.toString(values) + ": " + e.getCause(), e);
    }
  }
}
