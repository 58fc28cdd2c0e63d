package dev.todoku.recipients;

import dev.todoku.detect.Attempt.Contact;

/** What is known of a recipient when an attempt is made: whether mail has arrived there of late. */
final class RecipientContact {
  /** How long an acceptance proves that an address lives. */
  private static final long PROOF_MS = 90L * 24 * 60 * 60 * 1000;

  private RecipientContact() {}

  /**
   * What was known of the recipient at {@code time} without the message {@code messageId}. Refusals
   * that are not the recipient's fault say nothing about it.
   */
  static Contact before(RecipientState state, String messageId, long time) {
    long accepted = state.olderAcceptedAt() <= time ? state.olderAcceptedAt() : 0;
    long failed = 0;
    boolean isFirst = state.olderAcceptedAt() == 0;
    for (RecentMessage mark : PlausibleReports.asProven(state.messages(), messageId)) {
      if (mark.messageId().equals(messageId)) {
        continue;
      }
      boolean wasAccepted = mark.acceptedAt() != 0 && mark.acceptedAt() <= time;
      boolean hasFailed = mark.kind().isFailure() && mark.at() <= time;
      if (wasAccepted || mark.at() <= time) {
        isFirst = false;
      }
      if (wasAccepted && !hasFailed) {
        accepted = Math.max(accepted, mark.acceptedAt());
      } else if (hasFailed && mark.kind().isCounted()) {
        failed = Math.max(failed, mark.at());
      }
    }
    if (isFirst) {
      return Contact.FIRST;
    }
    return isWithinProof(accepted, time) && failed <= accepted ? Contact.PROVEN : Contact.UNPROVEN;
  }

  /**
   * What a trial of a message was counted by; forgotten of a message that comes back after it was
   * no longer kept, as happens to recipients who get many.
   */
  static Contact counted(RecipientState state, String messageId, long time) {
    RecentMessage mark = state.message(messageId).orElse(null);
    if (mark == null) {
      return Contact.FORGOTTEN;
    }
    for (MessageCounts.Timed trial : mark.trials()) {
      if (trial.at() == time) {
        return trial.contact();
      }
    }
    boolean isPlausible = mark.plausible() != null && mark.plausible().bouncedAt() == time;
    return isPlausible ? before(state, messageId, time) : Contact.FORGOTTEN;
  }

  /** Whether what was accepted then still proves that the address lived at {@code failedAt}. */
  static boolean isWithinProof(long acceptedAt, long failedAt) {
    return acceptedAt != 0 && failedAt - acceptedAt <= PROOF_MS;
  }
}
