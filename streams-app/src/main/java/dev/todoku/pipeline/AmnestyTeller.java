package dev.todoku.pipeline;

import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.Watch;
import dev.todoku.recipient.Amnesty;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.function.Consumer;

/**
 * Tells when "user unknown" is not to be believed: from what is told as a hidden block or as a
 * provider that calls everybody unknown, and from what looks like the latter and is too little to
 * tell of. A dead address that is believed in for it bounces once more; a living one is not lost.
 */
final class AmnestyTeller {
  private final Consumer<Amnesty> amnesties;

  AmnestyTeller(Consumer<Amnesty> amnesties) {
    this.amnesties = amnesties;
  }

  /**
   * What was told of {@code watch} says something of the time since its onset.
   *
   * @param until {@link Long#MAX_VALUE} while it goes on
   */
  void told(Watch watch, Signal signal, long until) {
    boolean isOfLists = signal.cause() == Cause.LIST_QUALITY;
    if (watch.channel() == Channel.MASKED_REFUSALS && !isOfLists) {
      amnesties.accept(new Amnesty(signal.scope(), watch.doubtfulSince(), signal.time(), until));
    }
  }

  /** Looks at what nothing was told of, in the stream of all mail to a provider. */
  void consider(Scope provider, Watch watch, long time) {
    if (watch.isTold()) {
      return;
    }
    if (!watch.isDoubtful() && ProviderJudge.doubts(watch)) {
      watch.doubt(time);
      amnesties.accept(new Amnesty(provider, watch.doubtfulSince(), time, Long.MAX_VALUE));
    } else if (watch.isDoubtful() && watch.detector().isAtRest()) {
      dropped(provider, watch, time);
      watch.forget();
    }
  }

  /** What was doubted without being told is over. */
  void dropped(Scope scope, Watch watch, long time) {
    if (watch.isDoubtful() && !watch.isTold()) {
      amnesties.accept(new Amnesty(scope, watch.doubtfulSince(), time, time));
    }
  }
}
