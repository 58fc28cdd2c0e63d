package dev.todoku.readmodel;

/**
 * Something that can be looked at.
 *
 * @param kind what it is
 * @param value its name, as routes take it
 * @param label its name for a person
 */
public record SearchHit(Kind kind, String value, String label) {
  /** What can be found. */
  public enum Kind {
    INCIDENT,
    PROVIDER,
    FROM_DOMAIN,
    SOURCE_IP,
    CAMPAIGN,
    ADDRESS
  }
}
