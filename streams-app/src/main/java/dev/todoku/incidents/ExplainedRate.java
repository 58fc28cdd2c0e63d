package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.incidents.Incident.Member;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Signal;

/**
 * A bounce rate that turns out to be of a list or a form. It passes its threshold before it is
 * clear why, and whoever is alerted has one problem.
 */
final class ExplainedRate {
  /** So much of the rate has to be of the list or form. */
  private static final double MOST = .5;

  private ExplainedRate() {}

  /**
   * Whether {@code signal} says what most failures of an open incident of a bounce rate are of. A
   * list that was sent after the threshold was passed is another matter.
   */
  static boolean explains(Incident incident, Signal signal) {
    return IncidentGroup.of(signal) == CauseGroup.CAMPAIGN
        && signal.state() != Signal.State.CLEARED
        && incident.isOpen()
        && incident.cause() == Cause.BOUNCE_RATE
        && incident.members().stream().map(Member::scope).allMatch(signal.scope()::equals)
        && signal.onset() >= incident.onset()
        && signal.onset() <= incident.detectedAt()
        && signal.evidence().failures() > MOST * incident.failures();
  }

  /** Whether a revision gives a bounce rate its cause; it happens once to an incident. */
  static boolean isExplained(Alert before, Alert next) {
    return before.cause() == Cause.BOUNCE_RATE && next.cause() != Cause.BOUNCE_RATE;
  }
}
