package dev.todoku.story;

/**
 * Something that happened.
 *
 * @param time event time
 * @param kind what
 * @param detail more of it, empty when there is no more
 */
public record Moment(long time, Kind kind, String detail) {

  /** What happened, in the order in which it is shown where times are equal. */
  public enum Kind {
    SENT,
    DEFERRED,
    /** A filter or relay of one's own took it. */
    HANDED_ON,
    DISCARDED,
    ACCEPTED,
    REFUSED,
    EXPIRED,
    NOTICE,
    BOUNCE_MESSAGE,
    OPENED,
    CLICKED,
    COMPLAINED,
    REJECTED,
    UNMATCHED,
    COUNTED,
    SUPPRESSED,
    RECOVERED,
    RESET,
    RELEASED
  }
}
