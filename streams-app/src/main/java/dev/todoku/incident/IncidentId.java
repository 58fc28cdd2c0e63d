package dev.todoku.incident;

import dev.todoku.schema.Scope;

/** Names of incidents: the scope that an incident began with, and a number. */
final class IncidentId {
  private static final int LONGEST = 480;

  private static final String ALL = "all";

  private IncidentId() {}

  static String of(Scope scope, int number) {
    String key = scope.key().isEmpty() ? ALL : scope.key();
    String name =
        key.length() <= LONGEST
            ? key
            : key.substring(0, LONGEST) + "~" + Integer.toHexString(key.hashCode());
    return name + "#" + number;
  }
}
