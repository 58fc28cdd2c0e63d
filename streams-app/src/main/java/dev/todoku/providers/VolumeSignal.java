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

  /** The warning, or its end. */
  static Signal of(Scope scope, Volume volume, boolean isRaised, long time) {
    double times = (double) volume.messages() / Math.max(1, volume.habit());
    Evidence evidence =
        new Evidence(
            FailureType.VOLUME,
            volume.messages(),
            0,
            0,
            times,
            Volume.WARNING,
            Confidence.HIGH,
            List.of(
                Evidence.Indication.of(
                    "busiest-ten-minutes", true, Integer.toString(volume.habit()))),
            List.of());
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
