package dev.todoku.hop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in the queue of one server, from its arrival there to its removal.
 *
 * @param host the server
 * @param queueId its queue id there
 * @param messageId Message-ID in normal form, null when unknown
 * @param envelopeFrom envelope sender, empty for notices, null when unknown
 * @param arrivedAt about when it was queued, 0 when unknown
 * @param removedAt when it left the queue, 0 when it is still there
 * @param expiredAt when the queue gave up, 0 when it did not
 * @param deletedAt when an operator deleted it, 0 when none did
 * @param previousQueueId queue id under which it was before, null when none is named
 * @param attempts in the order of the log
 */
public record QueueRecord(
    String host,
    String queueId,
    @Nullable String messageId,
    @Nullable String envelopeFrom,
    long arrivedAt,
    long removedAt,
    long expiredAt,
    long deletedAt,
    @Nullable String previousQueueId,
    List<HopAttempt> attempts) {

  public QueueRecord {
    attempts = List.copyOf(attempts);
  }
}
