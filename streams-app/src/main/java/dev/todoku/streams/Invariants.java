package dev.todoku.streams;

import dev.todoku.detect.Figures;
import dev.todoku.detect.Invariant;
import dev.todoku.schema.Signal;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what is made against the {@link Invariant}s. One that is broken is counted and logged with
 * the record, and the record is corrected.
 */
public final class Invariants {
  private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);

  private final String stage;
  private final PipelineMetrics metrics;

  public Invariants(String stage, PipelineMetrics metrics) {
    this.stage = stage;
    this.metrics = metrics;
  }

  /** The signal, corrected where it breaks an invariant. */
  Signal checked(Signal signal) {
    Set<Invariant> broken = Invariant.brokenBy(signal);
    report(broken, signal.scope(), withoutMail(signal));
    return broken.isEmpty() ? signal : Invariant.corrected(signal);
  }

  /** Whether the figures of a minute can be judged; those that cannot are held back. */
  public boolean isSound(Object about, Figures figures) {
    Set<Invariant> broken = Invariant.brokenBy(figures);
    report(broken, about, figures);
    return broken.isEmpty();
  }

  /** Samples name recipients, who are nobody's business in a log. */
  private static String withoutMail(Signal signal) {
    return signal.state()
        + " "
        + signal.cause()
        + ", onset "
        + signal.onset()
        + ", time "
        + signal.time()
        + ", "
        + signal.evidence().failures()
        + " of "
        + signal.evidence().attempts();
  }

  private void report(Set<Invariant> broken, Object about, Object record) {
    for (Invariant invariant : broken) {
      metrics.invariantViolated(invariant.name());
      LOG.error("{} breaks {} at {}: {}", stage, invariant, about, record);
    }
  }
}
