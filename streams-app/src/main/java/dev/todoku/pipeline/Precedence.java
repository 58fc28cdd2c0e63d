package dev.todoku.pipeline;

import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.StreamState;
import dev.todoku.detect.Watch;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Scope;

/** Which of several alarms is heard where one trouble shows in several streams and channels. */
final class Precedence {
  private final DetectorStreams streams;

  Precedence(DetectorStreams streams) {
    this.streams = streams;
  }

  /** Whether another alarm tells of the same, or is about to. */
  boolean isTakenUp(Scope scope, StreamState stream, Watch watch) {
    if (watch.isTold()) {
      return false;
    }
    boolean byAnotherChannel = stream.isToldOfAll() && !DetectorStreams.isOfProvider(scope);
    boolean byTheProvider =
        watch.channel() == Channel.MASKED_REFUSALS
            && (isOutageTold(scope) || isOutageSuspected(scope));
    return byAnotherChannel || byTheProvider;
  }

  /** Whether it is told that the provider of {@code scope} calls everybody unknown. */
  boolean isOutageTold(Scope scope) {
    return streams.alarmed().stream()
        .filter(other -> other.provider().equals(scope.provider()))
        .map(other -> streams.of(other).watch(Channel.MASKED_REFUSALS))
        .anyMatch(other -> other.told() == Cause.PROVIDER_OUTAGE);
  }

  /** Whether a stream waits for what comes of all mail to the provider, where all seems to fail. */
  private boolean isOutageSuspected(Scope scope) {
    Scope provider = new Scope(scope.provider(), null, null);
    return !scope.equals(provider)
        && ProviderJudge.doubts(streams.of(provider).watch(Channel.MASKED_REFUSALS));
  }
}
