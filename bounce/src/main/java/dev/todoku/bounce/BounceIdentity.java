package dev.todoku.bounce;

import dev.todoku.schema.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What leads from a bounce to the message that was sent.
 *
 * @param original the returned message
 * @param envelopeId ENVID; else the envelope sender where it is one of its own for each mail
 *     (VERP); null when neither is known
 * @param envelopeFrom the envelope sender of the message, null when unknown
 * @param queueId the sending server's queue id of the message, null when unknown
 * @param reportingHost the server that wrote the report, null when unknown
 * @param queuedAt when that server took the message on, 0 when unknown
 */
public record BounceIdentity(
    Original original,
    @Nullable String envelopeId,
    @Nullable String envelopeFrom,
    @Nullable String queueId,
    @Nullable String reportingHost,
    long queuedAt) {

  /**
   * The original's Message-ID; else one made of the queue id, which the sending server's log also
   * leads to; null when neither is known.
   */
  @Nullable String messageIdOrMadeOne() {
    if (original.messageId() != null || queueId == null || reportingHost == null) {
      return original.messageId();
    }
    return queueId + '.' + reportingHost.split("\\.", 2)[0] + "@queue-id.invalid";
  }

  Origin origin() {
    return new Origin(reportingHost, null, original.fromDomain(), null, null);
  }
}
