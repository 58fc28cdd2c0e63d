package dev.todoku.incidents;

import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Signal;

/**
 * A campaign whose content one provider refuses and says so. Another that refuses the same and does
 * not say why refuses it for that as well: by itself it might be a block of the From domain, of
 * which nothing else was sent there.
 */
final class RefusedCampaign {
  private static final String ONE_CAMPAIGN = "one-campaign";

  private RefusedCampaign() {}

  /** What {@code signal} is in {@code incident}. */
  static Signal seenIn(Incident incident, Signal signal) {
    return isOf(incident, signal)
        ? new Signal(
            signal.scope(),
            signal.state(),
            Cause.CONTENT_BLOCK,
            CauseTraits.of(Cause.CONTENT_BLOCK).severity(),
            signal.onset(),
            signal.time(),
            signal.evidence())
        : signal;
  }

  /** Whether {@code signal} is of the content that {@code incident} is about, or its end. */
  static boolean isOf(Incident incident, Signal signal) {
    return incident.isOpen()
        && incident.cause() == Cause.CONTENT_BLOCK
        && signal.cause() == Cause.DOMAIN_BLOCK
        && (signal.state() == Signal.State.CLEARED || isOfOneCampaign(signal));
  }

  private static boolean isOfOneCampaign(Signal signal) {
    return signal.evidence().findings().stream()
        .anyMatch(finding -> finding.id().equals(ONE_CAMPAIGN) && !finding.supports());
  }
}
