package dev.todoku.explain;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import dev.todoku.wire.QueueSnapshot;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Where a mail is that has not ended: what its server said when it was last asked. */
final class QueueNote {
  /** Of which the log does not say an end. */
  private static final Set<Status> WITHOUT_END = EnumSet.of(Status.SENT, Status.DEFERRED);

  private QueueNote() {}

  /** A sentence; empty when no server says that the mail waits. */
  static Optional<String> of(
      MessageExplanation explanation, AnswerSources sources, ExplanationWords words) {
    Outcome outcome = explanation.outcome();
    if (outcome == null || outcome.queueId() == null || !WITHOUT_END.contains(outcome.status())) {
      return Optional.empty();
    }
    return sources
        .waiting(outcome.queueId(), explanation.recipient())
        .filter(found -> found.takenAt() >= lastHeardOf(outcome))
        .map(found -> said(found, words));
  }

  private static long lastHeardOf(Outcome outcome) {
    return Math.max(outcome.sentAt(), Math.max(outcome.deferredAt(), outcome.lastDeferredAt()));
  }

  private static String said(QueueSnapshot.Found found, ExplanationWords words) {
    String at = words.time(found.takenAt());
    String since = words.time(found.mail().since());
    if (found.mail().isOnHold()) {
      return words.get("note.queue.held", found.host(), at, since);
    }
    return found.mail().why() == null
        ? words.get("note.queue", found.host(), at, since)
        : words.get("note.queue.why", found.host(), at, since, found.mail().why());
  }
}
