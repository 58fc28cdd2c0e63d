package dev.todoku.explain;

import dev.todoku.schema.EvidenceGrade;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param time event time
 * @param kind what
 * @param detail more of it, empty when there is no more
 * @param evidence how well it is proven that it happened, where it was reported by mail; else null
 * @param count how often in a row, at least 1; {@code time} is that of the last
 */
public record TimelineEntry(
    long time, Kind kind, String detail, @Nullable EvidenceGrade evidence, int count) {

  /** Something that was not reported by mail. */
  public TimelineEntry(long time, Kind kind, String detail) {
    this(time, kind, detail, null, 1);
  }

  /** The same, reported by mail. */
  TimelineEntry proven(EvidenceGrade grade) {
    return new TimelineEntry(time, kind, detail, grade, count);
  }

  /** The last of {@code repeats} of one kind in a row. */
  TimelineEntry times(int repeats) {
    return new TimelineEntry(time, kind, detail, evidence, repeats);
  }

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
    /** The sending application or service did not send it. */
    WITHHELD,
    NOTICE,
    BOUNCE_MESSAGE,
    AUTO_REPLIED,
    OPENED,
    CLICKED,
    UNSUBSCRIBED,
    COMPLAINED,
    REJECTED,
    UNMATCHED,
    COUNTED,
    SUPPRESSED,
    RECOVERED,
    RESET,
    RELEASED,
    VOUCHED,
    ADDRESS_CHANGED
  }
}
