package dev.todoku.intake.webhook;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The settings of one source.
 *
 * @param prefix what their keys begin with, as {@code intake.reports.sendgrid.main.}
 * @param values by the rest of their keys
 */
record SourceSettings(String prefix, Map<String, String> values) {

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value; an error that names the key when it is not there or empty. */
  String get(String key) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(prefix + key + " is not set, or empty");
    }
    return value;
  }

  /** Makes a verifier; an error about its key names the key. */
  Verifier checked(Supplier<Verifier> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw String.valueOf(e.getMessage()).startsWith(prefix)
          ? e
          : new IllegalArgumentException(prefix + "key " + e.getMessage(), e);
    }
  }
}
