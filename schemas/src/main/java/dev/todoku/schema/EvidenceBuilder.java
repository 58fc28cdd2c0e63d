package dev.todoku.schema;

import java.util.List;

/** Builds an {@link Evidence}; what is not counted is 0. Not thread-safe. */
public final class EvidenceBuilder {
  private final FailureType failureType;
  private Confidence confidence;
  private long attempts;
  private long failures;
  private double baseline;
  private double score;
  private double threshold;
  private List<Evidence.Indication> findings = List.of();
  private List<Evidence.Sample> samples = List.of();

  EvidenceBuilder(FailureType failureType, Confidence confidence) {
    this.failureType = failureType;
    this.confidence = confidence;
  }

  EvidenceBuilder(Evidence known) {
    this(known.failureType(), known.confidence());
    attempts = known.attempts();
    failures = known.failures();
    baseline = known.baseline();
    score = known.score();
    threshold = known.threshold();
    findings = known.findings();
    samples = known.samples();
  }

  /** Sets how sure it is. */
  public EvidenceBuilder confidence(Confidence sure) {
    confidence = sure;
    return this;
  }

  /** Sets the trials since the onset. */
  public EvidenceBuilder attempts(long count) {
    attempts = count;
    return this;
  }

  /** Sets the failed trials since the onset. */
  public EvidenceBuilder failures(long count) {
    failures = count;
    return this;
  }

  /** Sets the failure rate that was thought normal before, 0 … 1. */
  public EvidenceBuilder baseline(double rate) {
    baseline = rate;
    return this;
  }

  /** Sets how much the failures weigh against chance. */
  public EvidenceBuilder score(double weight) {
    score = weight;
    return this;
  }

  /** Sets the score at which it fires. */
  public EvidenceBuilder threshold(double limit) {
    threshold = limit;
    return this;
  }

  /** Sets what decided on the cause, and what speaks against it. */
  public EvidenceBuilder findings(List<Evidence.Indication> indications) {
    findings = indications;
    return this;
  }

  /** Sets up to five of the failures. */
  public EvidenceBuilder samples(List<Evidence.Sample> failed) {
    samples = failed;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public Evidence build() {
    return new Evidence(
        failureType, attempts, failures, baseline, score, threshold, confidence, findings, samples);
  }
}
