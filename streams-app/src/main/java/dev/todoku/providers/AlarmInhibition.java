package dev.todoku.providers;

import dev.todoku.detect.ChannelMonitor;
import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.StreamState;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import java.util.Objects;

/** Decides which alarm is reported when one problem trips several detectors. */
final class AlarmInhibition {
  private final DetectorStreamStore streams;

  AlarmInhibition(DetectorStreamStore streams) {
    this.streams = streams;
  }

  /** Whether another alarm reports the same problem, or is about to. */
  boolean isTakenUp(Scope scope, StreamState stream, ChannelMonitor monitor) {
    if (monitor.isReported()) {
      return false;
    }
    boolean byAnotherChannel =
        stream.isFailureReported() && !DetectorStreamStore.isOfProvider(scope);
    boolean byTheProvider =
        monitor.channel() == FailureType.MASKED_REFUSALS
            && (isOutageReported(scope) || isOutageSuspected(scope));
    return byAnotherChannel || byTheProvider;
  }

  /** Whether it is reported that the provider of {@code scope} calls everybody unknown. */
  boolean isOutageReported(Scope scope) {
    return streams.alarmed().stream()
        .filter(other -> Objects.equals(other.provider(), scope.provider()))
        .map(other -> streams.of(other).watch(FailureType.MASKED_REFUSALS))
        .filter(Objects::nonNull)
        .anyMatch(other -> other.reportedCause() == Cause.PROVIDER_OUTAGE);
  }

  /** Whether a stream waits for what comes of all mail to the provider, where all seems to fail. */
  private boolean isOutageSuspected(Scope scope) {
    Scope provider = new Scope(scope.provider(), null, null);
    ChannelMonitor all = streams.of(provider).watch(FailureType.MASKED_REFUSALS);
    return !scope.equals(provider) && all != null && ProviderJudge.doubts(all);
  }
}
