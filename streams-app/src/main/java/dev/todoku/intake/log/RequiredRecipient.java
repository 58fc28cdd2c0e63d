package dev.todoku.intake.log;

import java.util.List;

/**
 * Records that stand for themselves name whom they are about. Lines about a message, whose
 * recipients other lines name, do not have to.
 */
final class RequiredRecipient {
  /** As the contract says it of an event that lacks it. */
  static final String REASON = "recipient is required";

  private RequiredRecipient() {}

  /** Whether a report of what became of a message says of whom in none of the entries. */
  static boolean isMissing(List<LogEntry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.reports().stream())
        .anyMatch(
            report ->
                report.recipient().isEmpty()
                    && switch (report.kind()) {
                      case SENT, DELIVERED, DEFERRED, BOUNCED, DROPPED -> true;
                      default -> false;
                    });
  }
}
