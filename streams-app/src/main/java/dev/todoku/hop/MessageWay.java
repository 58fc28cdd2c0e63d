package dev.todoku.hop;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message to one recipient, and how far it came.
 *
 * @param messageId Message-ID in normal form, or one made of queue id and host where none is known
 * @param recipient as it was tried
 * @param status what became of it at the last hop that is known
 * @param last the step that says so
 * @param provider who runs the mailbox; null where the message stands at a hop of one's own, so
 *     that it is not charged to the provider
 * @param reason why, {@link Reason#DELIVERED} when nothing failed, {@link Reason#ON_HOLD} when
 *     nothing is known beyond a hand-over
 * @param temporaryReason for EXPIRED why the last attempt was deferred; else null
 * @param fault whose problem it is
 * @param addressIsDead whether the provider or the mailbox said that the address does not exist
 * @param notice whether it is a notice of a mail server (null sender)
 * @param steps all attempts, by hop and time
 */
public record MessageWay(
    String messageId,
    String recipient,
    WayStatus status,
    WayStep last,
    @Nullable String provider,
    Reason reason,
    @Nullable Reason temporaryReason,
    Fault fault,
    boolean addressIsDead,
    boolean notice,
    List<WayStep> steps) {

  public MessageWay {
    steps = List.copyOf(steps);
  }

  /** Whether discard(8) took it: the operator's own sink, which is no fate of a mail. */
  public boolean isForSink() {
    return status == WayStatus.DISCARDED && last.attempt().agent().equals("discard");
  }
}
