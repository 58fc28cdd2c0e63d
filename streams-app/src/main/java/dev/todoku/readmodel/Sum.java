package dev.todoku.readmodel;

import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of provider health, added up. */
public final class Sum {

  /** Null while there is none: most sums have none, and a map of all reasons is large. */
  private @Nullable Map<Reason, Long> reasons;

  private long accepted;
  private long deferred;
  private long bounced;
  private long expired;
  private long withdrawn;
  private long complaints;

  Sum add(ProviderHealth row) {
    accepted += row.accepted();
    deferred += row.deferred();
    bounced += row.bounced();
    expired += row.expired();
    withdrawn += row.withdrawn();
    complaints += row.complaints();
    addReasons(row.reasons());
    return this;
  }

  Sum add(Sum other) {
    accepted += other.accepted;
    deferred += other.deferred;
    bounced += other.bounced;
    expired += other.expired;
    withdrawn += other.withdrawn;
    complaints += other.complaints;
    addReasons(other.reasons());
    return this;
  }

  private void addReasons(Map<Reason, Long> more) {
    if (more.isEmpty()) {
      return;
    }
    if (reasons == null) {
      reasons = new EnumMap<>(Reason.class);
    }
    more.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
  }

  /** Messages that were accepted and did not come back. */
  public long accepted() {
    return accepted - withdrawn;
  }

  /** Refusals for now, once per message and hour. */
  public long deferred() {
    return deferred;
  }

  /** Messages refused for good. */
  public long bounced() {
    return bounced;
  }

  /** Messages that the queue gave up. */
  public long expired() {
    return expired;
  }

  public long complaints() {
    return complaints;
  }

  /** Messages that failed for good. */
  public long failed() {
    return bounced + expired;
  }

  /** Messages of which the end is known. */
  public long ended() {
    return accepted() + failed();
  }

  /** Share of ended messages that failed, 0 to 1; 0 when none has ended. */
  public double failureRate() {
    return ended() == 0 ? 0 : (double) failed() / ended();
  }

  /** Bounced, expired and deferred by reason. */
  public Map<Reason, Long> reasons() {
    return reasons == null ? Map.of() : Collections.unmodifiableMap(reasons);
  }
}
