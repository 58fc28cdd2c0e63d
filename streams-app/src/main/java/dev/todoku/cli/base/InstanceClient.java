package dev.todoku.cli.base;

import java.util.Map;

/** Asks a running instance. */
@FunctionalInterface
public interface InstanceClient {

  /**
   * An answer.
   *
   * @param isFound whether it is one, and no refusal
   * @param body JSON, or why there is no answer
   */
  record Answer(boolean isFound, String body) {}

  /**
   * Asks, and changes nothing.
   *
   * @param path of the API; {@code {name}} in it stands for the argument of that name
   * @param arguments names and values
   */
  Answer ask(String path, Map<String, String> arguments);
}
