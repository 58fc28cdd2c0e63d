package dev.todoku.notify;

import dev.todoku.table.Line;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A section of a routing file. Whatever is wrong with a setting is an error with its line. */
public final class TargetSection {
  private final String name;
  private final Line head;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Line> lines = new LinkedHashMap<>();

  TargetSection(String name, Line head) {
    this.name = name;
    this.head = head;
  }

  void add(Line line) {
    int equals = line.text().indexOf('=');
    if (equals < 1) {
      throw line.error("a setting is KEY = VALUE");
    }
    String key = line.text().substring(0, equals).strip();
    if (lines.put(key, line) != null) {
      throw line.error(key + " stands here twice");
    }
    values.put(key, line.text().substring(equals + 1).strip());
  }

  String name() {
    return name;
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }

  String require(String key) {
    return find(key).orElseThrow(() -> error("lacks the setting " + key));
  }

  /** The value as {@code parse} understands it. */
  <T> Optional<T> value(String key, Function<String, T> parse) {
    return find(key).map(value -> parsed(key, value, parse));
  }

  /** The value as {@code parse} understands it, {@code otherwise} where there is none. */
  <T> T value(String key, T otherwise, Function<String, T> parse) {
    return value(key, parse).orElse(otherwise);
  }

  /** Values that commas separate. */
  <T> Set<T> list(String key, Function<String, T> parse) {
    return find(key).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .map(value -> parsed(key, value, parse))
        .collect(Collectors.toUnmodifiableSet());
  }

  void allowOnly(Set<String> keys) {
    values.keySet().stream()
        .filter(key -> !keys.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw error(
                  key,
                  "there is no setting "
                      + key
                      + " here; there are "
                      + keys.stream().sorted().collect(Collectors.joining(", ")));
            });
  }

  IllegalArgumentException error(String why) {
    return head.error(why);
  }

  IllegalArgumentException error(String key, String why) {
    return lines.getOrDefault(key, head).error(why);
  }

  private <T> T parsed(String key, String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw error(key, String.valueOf(e.getMessage()));
    }
  }
}
