package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decided.
 *
 * @param failureType the kind of failure that was counted
 * @param attempts trials since the onset
 * @param failures failed trials since the onset
 * @param baseline failure rate that was thought normal before, 0 … 1
 * @param score how much the failures weigh against chance: a logarithm of odds, or for thresholds
 *     the rate
 * @param threshold the score at which it fires
 * @param confidence how sure the cause is
 * @param findings what decided on the cause, and what speaks against it
 * @param samples up to five of the failures
 */
public record Evidence(
    FailureType failureType,
    long attempts,
    long failures,
    double baseline,
    double score,
    double threshold,
    Confidence confidence,
    List<Indication> findings,
    List<Sample> samples) {

  /**
   * Something that was looked at.
   *
   * @param id stable name of what was looked at
   * @param supports whether it speaks for the cause, else against it
   * @param value what was found; null when the name says it all
   * @param text the same for a person, null in signals
   */
  public record Indication(
      String id, boolean supports, @Nullable String value, @Nullable Text text) {

    public Indication {
      Required.text(id, "id", Limits.NAME);
      Required.bounded(value, "value", Limits.NAME);
    }

    /** A finding as detectors report it. */
    public static Indication of(String id, boolean supports, @Nullable String value) {
      return new Indication(id, supports, value, null);
    }
  }

  /**
   * The facts that the administrator of a receiving server asks for.
   *
   * @param time when
   * @param messageId Message-ID in normal form
   * @param sender From domain of the message, null when unknown
   * @param recipient address as it was sent to
   * @param reply what the server said, null when unknown
   * @param evidence how well a report that came by mail is proven; null for what the sending server
   *     saw itself
   */
  public record Sample(
      long time,
      String messageId,
      @Nullable String sender,
      String recipient,
      @Nullable SmtpReply reply,
      @Nullable EvidenceGrade evidence) {

    /** A failure that the sending server saw itself. */
    public Sample(
        long time,
        String messageId,
        @Nullable String sender,
        String recipient,
        @Nullable SmtpReply reply) {
      this(time, messageId, sender, recipient, reply, null);
    }

    public Sample {
      Required.time(time, "time");
      messageId = Required.messageId(messageId);
      Required.bounded(sender, "sender", Limits.DOMAIN);
      Required.text(recipient, "recipient", Limits.ADDRESS);
    }
  }

  public Evidence {
    Required.present(failureType, "failureType");
    Required.count(attempts, "attempts");
    Required.count(failures, "failures");
    Required.rate(baseline, "baseline");
    Required.finite(score, "score");
    Required.finite(threshold, "threshold");
    Required.present(confidence, "confidence");
    findings = Required.list(findings, "findings");
    samples = Required.list(samples, "samples");
  }

  /** Begins evidence in which nothing was counted. */
  public static EvidenceBuilder builder(FailureType failureType, Confidence confidence) {
    return new EvidenceBuilder(failureType, confidence);
  }

  /** Begins one that is as this but for what is set. */
  public EvidenceBuilder toBuilder() {
    return new EvidenceBuilder(this);
  }
}
