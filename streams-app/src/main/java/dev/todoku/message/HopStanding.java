package dev.todoku.message;

import dev.todoku.schema.HopKind;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a message came at the hops before the recipient's server.
 *
 * @param status what became of it there
 * @param isWithin whether a hop of one's own took it, whose log shows nothing more: anything else
 *     that is known outranks that
 * @param at the hop that says so
 */
public record HopStanding(Status status, boolean isWithin, HopState at) {

  /** Null where no hop is known. */
  static @Nullable HopStanding of(MessageState state) {
    HopStanding best = null;
    for (List<HopState> queue : byQueue(state.way().hops())) {
      HopStanding standing = ofQueue(queue, state);
      if (standing != null && (best == null || standing.compare(best) > 0)) {
        best = standing;
      }
    }
    return best;
  }

  /** Facts stand in the order of their queues. */
  private static List<List<HopState>> byQueue(List<HopState> hops) {
    List<List<HopState>> queues = new ArrayList<>();
    for (HopState hop : hops) {
      List<HopState> last = queues.isEmpty() ? null : queues.get(queues.size() - 1);
      if (last == null || !Objects.equals(last.get(0).queueId(), hop.queueId())) {
        last = new ArrayList<>();
        queues.add(last);
      }
      last.add(hop);
    }
    return queues;
  }

  /** Out of one queue a refusal outranks an acceptance, and that outranks that it gave up. */
  private static @Nullable HopStanding ofQueue(List<HopState> hops, MessageState state) {
    HopStanding best = null;
    for (HopState hop : hops) {
      HopStanding standing = ofHop(hop, state);
      if (standing != null && (best == null || standing.endsLaterThan(best))) {
        best = standing;
      }
    }
    return best;
  }

  private boolean endsLaterThan(HopStanding other) {
    int order = Integer.compare(finality(), other.finality());
    return order == 0 ? at.latest() > other.at.latest() : order > 0;
  }

  private int finality() {
    return switch (status) {
      case BOUNCED -> 3;
      case EXPIRED -> 1;
      case DEFERRED -> 0;
      default -> 2;
    };
  }

  private static @Nullable HopStanding ofHop(HopState hop, MessageState state) {
    HopKind kind = hop.hop().kind();
    if (hop.bounce() != null) {
      return new HopStanding(Status.BOUNCED, false, hop);
    }
    if (hop.acceptedAt() != 0) {
      return accepted(hop, kind, state.way().isPassedOn(hop, state));
    }
    return new HopStanding(hop.expiredAt() == 0 ? Status.DEFERRED : Status.EXPIRED, false, hop);
  }

  private static @Nullable HopStanding accepted(HopState hop, HopKind kind, boolean isPassedOn) {
    return switch (kind) {
      case OWN -> new HopStanding(Status.HANDED_ON, true, hop);
      case RELAY -> new HopStanding(Status.HANDED_ON, isPassedOn, hop);
      case DISCARD -> new HopStanding(Status.DISCARDED, false, hop);
      case PROVIDER, MAILBOX -> isPassedOn ? new HopStanding(Status.HANDED_ON, true, hop) : null;
    };
  }

  /** Whether this, and not what is known at the recipient's server, is the outcome. */
  boolean outranks(Status known, MessageState atRecipient) {
    int order = Integer.compare(rank(), rank(known));
    boolean isLater = at.latest() > Outcomes.latest(atRecipient);
    return order == 0 ? status == Status.DEFERRED && isLater : order > 0;
  }

  private int compare(HopStanding other) {
    int order = Integer.compare(rank(), other.rank());
    return order == 0 ? Long.compare(at.latest(), other.at.latest()) : order;
  }

  /** Where the recipient's server took it, no hop's refusal of another copy changes that. */
  private int rank() {
    if (isWithin) {
      return 1;
    }
    return status == Status.BOUNCED ? rank(Status.DISCARDED) + 1 : rank(status);
  }

  private static int rank(Status status) {
    return switch (status) {
      case SENT -> 0;
      case DEFERRED -> 2;
      case EXPIRED -> 3;
      case HANDED_ON -> 4;
      case DISCARDED -> 5;
      case DELIVERED -> 7;
      case BOUNCED -> 8;
    };
  }
}
