package dev.todoku.providers;

import dev.todoku.detect.CauseTraits;
import dev.todoku.detect.Volume;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;

/** Case 29: the volume to one provider is far above its habit, and nothing fails yet. */
final class VolumeSignal {
  private VolumeSignal() {}

  /** The warning, or its end, with the busiest ten minutes so far. */
  static Signal of(Scope scope, Volume volume, boolean isRaised, long time) {
    double times = (double) volume.peak() / Math.max(1, volume.habit());
    Evidence evidence =
        Evidence.builder(FailureType.VOLUME, Confidence.HIGH)
            .attempts(volume.peak())
            .score(times)
            .threshold(Volume.WARNING)
            .findings(
                List.of(
                    Evidence.Indication.of(
                        "busiest-ten-minutes", true, Integer.toString(volume.habit()))))
            .build();
    return new Signal(
        scope,
        isRaised ? Signal.State.RAISED : Signal.State.CLEARED,
        Cause.VOLUME_SURGE,
        CauseTraits.of(Cause.VOLUME_SURGE).severity(),
        time,
        time,
        evidence);
  }
}
