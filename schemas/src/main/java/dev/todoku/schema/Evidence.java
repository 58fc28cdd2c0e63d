package dev.todoku.schema;

import java.util.List;

/**
 * What decided.
 *
 * @param attempts trials since the onset
 * @param failures failed trials since the onset
 * @param baseline failure rate that was thought normal before, 0 … 1
 * @param score how much the failures weigh against chance: a logarithm of odds, or for thresholds
 *     the rate
 * @param threshold the score at which it fires
 * @param samples up to five of the failures
 */
public record Evidence(
    long attempts,
    long failures,
    double baseline,
    double score,
    double threshold,
    List<Sample> samples) {

  /**
   * The facts that the administrator of a receiving server asks for.
   *
   * @param time when
   * @param messageId Message-ID in normal form
   * @param sender From domain of the message, null when unknown
   * @param recipient address as it was sent to
   * @param reply what the server said, null when unknown
   */
  public record Sample(
      long time, String messageId, String sender, String recipient, SmtpReply reply) {

    public Sample {
      Required.time(time, "time");
      messageId = Required.messageId(messageId);
      Required.bounded(sender, "sender", Limits.DOMAIN);
      Required.text(recipient, "recipient", Limits.ADDRESS);
    }
  }

  public Evidence {
    Required.count(attempts, "attempts");
    Required.count(failures, "failures");
    Required.rate(baseline, "baseline");
    Required.finite(score, "score");
    Required.finite(threshold, "threshold");
    samples = Required.list(samples, "samples");
  }
}
