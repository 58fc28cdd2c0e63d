package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.schema.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Ids of incidents: the scope that an incident began with, what it is about and its onset, such as
 * {@code provider=docomo,source-ip=192.0.2.10#source-ip-20261121T090000Z}. All signals of an alarm
 * have its onset, so that the id does not depend on which of them came first.
 */
final class IncidentId {
  private static final int LONGEST = 440;

  private static final String ALL = "all";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private IncidentId() {}

  /**
   * The id of an incident that has not been published.
   *
   * @param taken ids of other incidents
   */
  static String of(Incident incident, Set<String> taken) {
    String first = of(incident.openedBy(), incident.family(), incident.begunAt());
    String id = first;
    for (int number = 2; taken.contains(id); number++) {
      id = first + "-" + number;
    }
    return id;
  }

  static String of(Scope scope, CauseGroup family, long begunAt) {
    String key = scope.key().isEmpty() ? ALL : scope.key();
    String name =
        key.length() <= LONGEST
            ? key
            : key.substring(0, LONGEST) + "~" + Integer.toHexString(key.hashCode());
    String about = family.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return name + "#" + about + "-" + TIME.format(Instant.ofEpochMilli(begunAt));
  }
}
