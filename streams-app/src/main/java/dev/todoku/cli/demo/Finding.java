package dev.todoku.cli.demo;

import java.util.List;

/**
 * Something that is not as expected.
 *
 * @param key of its text
 * @param arguments of its text
 */
record Finding(String key, List<Object> arguments) {

  static Finding of(String key, Object... arguments) {
    return new Finding(key, List.of(arguments));
  }

  String in(Words words) {
    return words.say(key, arguments.toArray());
  }
}
