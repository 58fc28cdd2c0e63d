package dev.todoku.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a token may do. */
enum AccessRole {
  /** See the page and the API. */
  READ,
  /** Change what holds of addresses and incidents, and share answers. */
  OPERATE,
  /** Write events. */
  INGEST,
  /** Ask for state, as instances ask each other. */
  INSTANCE;

  private static final Pattern CHANGE =
      Pattern.compile("/intake/(recipients|incident-notes)|/api/share");

  /** What shows the mail of single From domains, and can leave out that of others. */
  private static final Pattern BY_DOMAIN =
      Pattern.compile(
          "/api/(explain|recipient|message|search|suggest|suppressions|senders(/[^/]+(/reports)?)?"
              + "|providers(/[^/]+)?|ips/[^/]+|campaigns?|incidents?|incident/mail)");

  private static final Set<AccessRole> FOR_PEOPLE = EnumSet.of(READ, OPERATE, INGEST);

  /**
   * Roles that people and services may have, by their names.
   *
   * @throws IllegalArgumentException when there is none of a name
   */
  static Set<AccessRole> ofPeople(List<String> names) {
    Set<AccessRole> roles = EnumSet.noneOf(AccessRole.class);
    for (String name : names) {
      roles.add(
          FOR_PEOPLE.stream()
              .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("roles are read, operate and ingest")));
    }
    return roles;
  }

  /** Whether a path answers those who may see mail of some From domains only. */
  static boolean isByDomain(String path) {
    return BY_DOMAIN.matcher(path).matches();
  }

  /** What a request needs. */
  static AccessRole of(String path) {
    if (CHANGE.matcher(path).matches()) {
      return OPERATE;
    }
    if (path.startsWith("/intake/")) {
      return INGEST;
    }
    return path.startsWith("/state/") ? INSTANCE : READ;
  }
}
