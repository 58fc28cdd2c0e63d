package dev.todoku.explain;

import dev.todoku.hop.HopRule;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.wire.QueueSnapshot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a mail is that has not ended, by what its server said when it was last asked; and that it
 * was deleted from the queue.
 */
final class QueueNote {
  /** Of which the log does not say an end. */
  private static final Set<Status> WITHOUT_END = EnumSet.of(Status.SENT, Status.DEFERRED);

  private QueueNote() {}

  /** A sentence; empty when nothing is known of the mail in a queue. */
  static Optional<String> of(
      MessageExplanation explanation, AnswerSources sources, ExplanationWords words) {
    Outcome outcome = explanation.outcome();
    if (outcome != null && isDeleted(outcome)) {
      return Optional.of(
          words.get(
              "note.queue.deleted",
              words.time(outcome.time()),
              outcome.origin().host() == null ? "" : outcome.origin().host()));
    }
    if (outcome == null || outcome.queueId() == null || !WITHOUT_END.contains(outcome.status())) {
      return Optional.empty();
    }
    return sources
        .waiting(outcome.queueId(), explanation.recipient())
        .filter(found -> Math.max(found.takenAt(), found.goneAt()) >= lastHeardOf(outcome))
        .map(found -> said(found, words));
  }

  private static boolean isDeleted(Outcome outcome) {
    return outcome.status() == Status.DISCARDED
        && outcome.stoppedAtHop() != null
        && HopRule.DELETED.name().equals(outcome.stoppedAtHop().because());
  }

  private static long lastHeardOf(Outcome outcome) {
    return Math.max(outcome.sentAt(), Math.max(outcome.deferredAt(), outcome.lastDeferredAt()));
  }

  private static String said(QueueSnapshot.Found found, ExplanationWords words) {
    String at = words.time(found.takenAt());
    if (found.goneAt() != 0) {
      return words.get("note.queue.gone", found.host(), at, words.time(found.goneAt()));
    }
    String since = words.time(found.mail().since());
    if (found.mail().isOnHold()) {
      return words.get("note.queue.held", found.host(), at, since);
    }
    return found.mail().why() == null
        ? words.get("note.queue", found.host(), at, since)
        : words.get("note.queue.why", found.host(), at, since, found.mail().why());
  }
}
