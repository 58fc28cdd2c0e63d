package dev.todoku.schema;

import java.util.SortedMap;
import java.util.TreeMap;

/** Builds a {@link ProviderHealth}; what is not counted is 0. Not thread-safe. */
public final class ProviderHealthBuilder {
  private final String provider;
  private final String sourceIp;
  private final String fromDomain;
  private final long minute;
  private long accepted;
  private long deferred;
  private long bounced;
  private long expired;
  private long withdrawn;
  private long complaints;
  private long attempts;
  private long policyRefusals;
  private SortedMap<Reason, Long> reasons = new TreeMap<>();
  private long handedOn;
  private long discarded;

  ProviderHealthBuilder(String provider, String sourceIp, String fromDomain, long minute) {
    this.provider = provider;
    this.sourceIp = sourceIp;
    this.fromDomain = fromDomain;
    this.minute = minute;
  }

  /** Sets how many messages the provider accepted. */
  public ProviderHealthBuilder accepted(long count) {
    accepted = count;
    return this;
  }

  /** Sets how many were refused for now, once per message and hour. */
  public ProviderHealthBuilder deferred(long count) {
    deferred = count;
    return this;
  }

  /** Sets how many were refused for good. */
  public ProviderHealthBuilder bounced(long count) {
    bounced = count;
    return this;
  }

  /** Sets how many the queue gave up. */
  public ProviderHealthBuilder expired(long count) {
    expired = count;
    return this;
  }

  /** Sets how many that had been accepted bounced in this minute. */
  public ProviderHealthBuilder withdrawn(long count) {
    withdrawn = count;
    return this;
  }

  /** Sets how many complaints there were. */
  public ProviderHealthBuilder complaints(long count) {
    complaints = count;
    return this;
  }

  /** Sets how many trials there were, one per message and hour. */
  public ProviderHealthBuilder attempts(long count) {
    attempts = count;
    return this;
  }

  /** Sets how many trials were refused for policy. */
  public ProviderHealthBuilder policyRefusals(long count) {
    policyRefusals = count;
    return this;
  }

  /** Sets what was bounced, expired and deferred by reason. */
  public ProviderHealthBuilder reasons(SortedMap<Reason, Long> counts) {
    reasons = counts;
    return this;
  }

  /** Sets how many a relay took that says no more. */
  public ProviderHealthBuilder handedOn(long count) {
    handedOn = count;
    return this;
  }

  /** Sets how many were thrown away on purpose. */
  public ProviderHealthBuilder discarded(long count) {
    discarded = count;
    return this;
  }

  /**
   * Builds it.
   *
   * @throws IllegalArgumentException when a field is missing or out of bounds
   */
  public ProviderHealth build() {
    return new ProviderHealth(
        provider,
        sourceIp,
        fromDomain,
        minute,
        accepted,
        deferred,
        bounced,
        expired,
        withdrawn,
        complaints,
        attempts,
        policyRefusals,
        reasons,
        handedOn,
        discarded);
  }
}
