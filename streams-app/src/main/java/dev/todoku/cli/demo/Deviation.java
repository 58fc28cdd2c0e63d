package dev.todoku.cli.demo;

import java.util.List;

/**
 * Something that is not as expected.
 *
 * @param key of its text
 * @param arguments of its text
 */
record Deviation(String key, List<Object> arguments) {

  static Deviation of(String key, Object... arguments) {
    return new Deviation(key, List.of(arguments));
  }

  String in(DemoWords words) {
    return words.say(key, arguments.toArray());
  }
}
