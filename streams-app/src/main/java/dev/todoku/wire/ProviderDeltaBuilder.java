package dev.todoku.wire;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a {@link ProviderDelta}; what is not set is unknown and adds nothing. Not thread-safe. */
public final class ProviderDeltaBuilder {
  private final String provider;
  private final long time;
  private String sourceIp = ProviderDelta.UNKNOWN;
  private String fromDomain = ProviderDelta.UNKNOWN;
  private String batch = Batch.NONE;
  private ProviderDelta.Count count = ProviderDelta.Count.NOTHING;
  private boolean withdrawn;
  private boolean complaint;
  private @Nullable Reason reason;
  private Set<Figure> figures = Set.of();
  private Evidence.@Nullable Sample sample;
  private boolean takenBack;
  private long acceptedAt;

  ProviderDeltaBuilder(String provider, long time) {
    this.provider = provider;
    this.time = time;
  }

  ProviderDeltaBuilder(ProviderDelta known) {
    this(known.provider(), known.time());
    sourceIp = known.sourceIp();
    fromDomain = known.fromDomain();
    batch = known.batch();
    count = known.count();
    withdrawn = known.withdrawn();
    complaint = known.complaint();
    reason = known.reason();
    figures = known.figures();
    sample = known.sample();
    takenBack = known.takenBack();
    acceptedAt = known.acceptedAt();
  }

  /** Sets the sending address. */
  public ProviderDeltaBuilder sourceIp(String address) {
    sourceIp = address;
    return this;
  }

  /** Sets the domain of the header From. */
  public ProviderDeltaBuilder fromDomain(String domain) {
    fromDomain = domain;
    return this;
  }

  /** Sets what the message was sent with. */
  public ProviderDeltaBuilder batch(String sentWith) {
    batch = sentWith;
    return this;
  }

  /** Sets what it adds. */
  public ProviderDeltaBuilder count(ProviderDelta.Count what) {
    count = what;
    return this;
  }

  /** Sets whether an acceptance is withdrawn. */
  public ProviderDeltaBuilder withdrawn(boolean isWithdrawn) {
    withdrawn = isWithdrawn;
    return this;
  }

  /** Sets whether it is a complaint. */
  public ProviderDeltaBuilder complaint(boolean isComplaint) {
    complaint = isComplaint;
    return this;
  }

  /** Sets the reason of a failure or deferral, null for the rest. */
  public ProviderDeltaBuilder reason(@Nullable Reason why) {
    reason = why;
    return this;
  }

  /** Sets what it adds to the figures of detectors. */
  public ProviderDeltaBuilder figures(Set<Figure> added) {
    figures = added;
    return this;
  }

  /** Sets the failure itself, null unless detectors count it as one. */
  public ProviderDeltaBuilder sample(Evidence.@Nullable Sample failure) {
    sample = failure;
    return this;
  }

  /** Sets whether this takes back what an equal delta added before. */
  public ProviderDeltaBuilder takenBack(boolean isTakenBack) {
    takenBack = isTakenBack;
    return this;
  }

  /** Sets when the provider had accepted what comes back now, 0 when unknown. */
  public ProviderDeltaBuilder acceptedAt(long epochMillis) {
    acceptedAt = epochMillis;
    return this;
  }

  /** Builds it. */
  public ProviderDelta build() {
    return new ProviderDelta(
        provider,
        sourceIp,
        fromDomain,
        batch,
        time,
        count,
        withdrawn,
        complaint,
        reason,
        figures,
        sample,
        takenBack,
        acceptedAt);
  }
}
