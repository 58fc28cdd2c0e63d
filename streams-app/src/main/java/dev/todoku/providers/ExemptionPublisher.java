package dev.todoku.providers;

import dev.todoku.detect.ChannelMonitor;
import dev.todoku.detect.ProviderJudge;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.wire.SuppressionExemption;
import java.util.function.Consumer;

/**
 * Publishes when "user unknown" is not to be believed: while a hidden block or a provider that
 * calls everybody unknown is reported, and while there are signs of the latter that are too weak to
 * report. A dead address that is mailed again bounces once more; a live one stays on the list.
 */
final class ExemptionPublisher {
  private final Consumer<SuppressionExemption> exemptions;

  ExemptionPublisher(Consumer<SuppressionExemption> exemptions) {
    this.exemptions = exemptions;
  }

  /**
   * What was reported of {@code watch} says something of the time since its onset.
   *
   * @param until {@link Long#MAX_VALUE} while it goes on
   */
  void onSignal(ChannelMonitor monitor, Signal signal, long until) {
    boolean isOfLists = signal.cause() == Cause.LIST_QUALITY;
    if (monitor.channel() == FailureType.MASKED_REFUSALS && !isOfLists) {
      exemptions.accept(
          new SuppressionExemption(signal.scope(), monitor.doubtfulSince(), signal.time(), until));
    }
  }

  /** Looks at what has not been reported, in the stream of all mail to a provider. */
  void consider(Scope provider, ChannelMonitor monitor, long time) {
    if (monitor.isReported()) {
      return;
    }
    if (!monitor.isDoubtful() && ProviderJudge.doubts(monitor)) {
      monitor.doubt(time);
      exemptions.accept(
          new SuppressionExemption(provider, monitor.doubtfulSince(), time, Long.MAX_VALUE));
    } else if (monitor.isDoubtful() && monitor.detector().isAtRest()) {
      dropped(provider, monitor, time);
      monitor.forget();
    }
  }

  /** What was doubted without being reported is over. */
  void dropped(Scope scope, ChannelMonitor monitor, long time) {
    if (monitor.isDoubtful() && !monitor.isReported()) {
      exemptions.accept(new SuppressionExemption(scope, monitor.doubtfulSince(), time, time));
    }
  }
}
