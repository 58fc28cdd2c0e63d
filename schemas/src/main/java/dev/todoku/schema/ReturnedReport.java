package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * A report that came back by mail for a message.
 *
 * @param kind what it reports
 * @param time when it was written
 * @param reason why the message failed, FEEDBACK for a complaint
 * @param evidence how well it is proven
 * @param matchedBy the identity that led to the message, null for a complaint
 */
public record ReturnedReport(
    Kind kind, long time, Reason reason, EvidenceGrade evidence, @Nullable MatchedBy matchedBy) {

  /** What a report is about. */
  public enum Kind {
    BOUNCE,
    COMPLAINT
  }

  public ReturnedReport {
    Required.present(kind, "kind");
    Required.time(time, "time");
    Required.present(reason, "reason");
    Required.present(evidence, "evidence");
  }
}
