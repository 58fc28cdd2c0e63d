package dev.todoku.cli.explain;

/**
 * Something that happened.
 *
 * @param time event time
 * @param kind what
 * @param detail more of it, empty when there is no more
 */
record Moment(long time, Kind kind, String detail) {

  /** What happened, in the order in which it is shown where times are equal. */
  enum Kind {
    SENT,
    DEFERRED,
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
    RESET
  }
}
