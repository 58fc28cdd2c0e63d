package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message at a hop before the recipient's server.
 *
 * @param queueId queue id of the server that tried, null when unknown
 * @param hop the hop
 * @param status DEFERRED, EXPIRED, BOUNCED, DISCARDED, or HANDED_ON when the hop took it
 * @param time when that was
 * @param reply what the hop said, null when unknown
 */
public record HopStep(
    @Nullable String queueId, NextHop hop, Status status, long time, @Nullable SmtpReply reply) {

  public HopStep {
    Required.bounded(queueId, "queueId", Limits.NAME);
    Required.present(hop, "hop");
    Required.present(status, "status");
    Required.time(time, "time");
  }
}
