package dev.todoku.incident;

/**
 * An incident of one scope and cause as it was last told.
 *
 * @param number how many there have been of this scope and cause
 * @param revision revision of the last alert
 * @param isOpen whether it goes on
 * @param onset since when, event time
 */
public record Incident(int number, int revision, boolean isOpen, long onset) {

  /** None so far. */
  public static final Incident NONE = new Incident(0, 0, false, 0);
}
