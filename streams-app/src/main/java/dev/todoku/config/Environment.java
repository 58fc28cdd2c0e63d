package dev.todoku.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values from environment variables. A variable of an unknown name is no error unless it looks like
 * a slip: Kubernetes sets TODOKU_SERVICE_HOST and its like for a service of that name.
 */
final class Environment {
  static final String PREFIX = "TODOKU_";

  /** A slip is this many letters away from a variable that there is. */
  private static final int SLIP = 2;

  private Environment() {}

  static String variableOf(String key) {
    return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static Map<String, String> values(Map<String, String> environment) {
    Map<String, String> keyOf =
        TodokuConfig.DEFINITIONS.names().stream()
            .collect(Collectors.toMap(Environment::variableOf, key -> key));
    Map<String, String> values = new HashMap<>();
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (keyOf.containsKey(name)) {
                values.put(keyOf.get(name), value);
              } else if (name.startsWith(variableOf(Keys.KAFKA_PREFIX))
                  || name.startsWith(variableOf(Keys.REPORTS_PREFIX))) {
                values.put(openKey(name), value);
              } else if (name.startsWith(PREFIX)) {
                refuseSlip(name, keyOf.keySet());
              }
            });
    return values;
  }

  private static String openKey(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static void refuseSlip(String name, Set<String> known) {
    Optional<String> nearest =
        Spelling.nearest(name, known).filter(other -> Spelling.distance(name, other) <= SLIP);
    if (nearest.isPresent()) {
      throw new WrongConfig("config.unknownVariable", name, nearest.get());
    }
  }
}
