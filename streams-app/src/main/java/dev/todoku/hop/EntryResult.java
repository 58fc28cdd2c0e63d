package dev.todoku.hop;

import dev.todoku.schema.HopKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a recipient in one queue.
 *
 * @param last the step that says so
 */
record EntryResult(QueueRecord entry, WayStatus status, WayStep last, List<WayStep> steps) {

  /**
   * Puts attempts together, of which there is at least one: a refusal outranks an acceptance, which
   * outranks that the queue gave up, since a log says that for the whole message.
   */
  static EntryResult of(QueueRecord entry, List<WayStep> steps) {
    WayStep refused = last(steps, HopAttempt.Result.REFUSED);
    WayStep accepted = last(steps, HopAttempt.Result.ACCEPTED);
    WayStep deferred = last(steps, HopAttempt.Result.DEFERRED);
    if (refused != null) {
      return new EntryResult(entry, WayStatus.BOUNCED, refused, steps);
    }
    if (accepted != null) {
      return new EntryResult(entry, accepted(accepted.hop().kind()), accepted, steps);
    }
    if (deferred == null) {
      throw new IllegalArgumentException("nothing was tried of " + entry.queueId());
    }
    if (entry.deletedAt() != 0) {
      WayStep deleted =
          new WayStep(
              deferred.host(),
              deferred.queueId(),
              deferred.attempt(),
              ClassifiedHop.of(HopRule.DELETED, null));
      return new EntryResult(entry, WayStatus.DISCARDED, deleted, steps);
    }
    boolean isOver = entry.expiredAt() != 0;
    return new EntryResult(entry, isOver ? WayStatus.EXPIRED : WayStatus.DEFERRED, deferred, steps);
  }

  private static WayStatus accepted(HopKind kind) {
    return switch (kind) {
      case OWN -> WayStatus.HANDED_ON_WITHIN;
      case RELAY -> WayStatus.HANDED_ON;
      case PROVIDER, MAILBOX -> WayStatus.DELIVERED;
      case DISCARD -> WayStatus.DISCARDED;
    };
  }

  private static @Nullable WayStep last(List<WayStep> steps, HopAttempt.Result result) {
    WayStep last = null;
    for (WayStep step : steps) {
      if (step.attempt().result() == result) {
        last = step;
      }
    }
    return last;
  }
}
