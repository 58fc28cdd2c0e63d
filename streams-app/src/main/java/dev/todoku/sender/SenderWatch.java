package dev.todoku.sender;

import dev.todoku.detect.Ruling;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.detect.Verdict;
import dev.todoku.detect.Watch;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;

/** Watches one stream of a sender: feeds its detectors and says what a standing alarm means. */
public final class SenderWatch {
  private static final long MINUTE_MS = 60_000;

  /** So near to an alarm something is going on. */
  private static final double SUSPECTED = .25;

  private static final long PATIENCE_MS = 20 * MINUTE_MS;

  private static final long QUIET_MS = 12 * 60 * MINUTE_MS;

  private SenderWatch() {}

  /**
   * Takes in a minute of one stream.
   *
   * @param state changed in place
   * @return what to say
   */
  public static List<Signal> onMinute(
      String sender, String stream, StreamState state, StreamMinute figures, long minute) {
    long time = minute + MINUTE_MS;
    Scope about = new Scope(null, null, sender);
    List<Signal> signals = new ArrayList<>();
    state
        .add(minute, figures)
        .forEach((watch, verdict) -> end(about, watch, verdict, time, "passes-again", signals));
    boolean areProvenUnknown = areProvenUnknown(state);
    for (Watch watch : state.watches()) {
      if (areProvenUnknown) {
        watch.abandon();
      }
      if (isDue(watch, state, time)) {
        Ruling ruling = SenderCause.of(watch, SenderStreams.batchOf(stream));
        if (ruling.isDecided()) {
          signals.add(watch.tell(about, ruling, time));
        }
      }
    }
    return signals;
  }

  /** Where recipients who have proved to exist are called unknown too, it is the provider. */
  private static boolean areProvenUnknown(StreamState state) {
    Watch masked = state.watch(Channel.MASKED_REFUSALS);
    return masked != null && masked.detector().evidence() >= SUSPECTED;
  }

  /** They are given some time to show that. */
  private static boolean isDue(Watch watch, StreamState state, long time) {
    if (!watch.detector().isAlarmed() || (watch.isTold() && !watch.hasGrown())) {
      return false;
    }
    return state.watch(Channel.MASKED_REFUSALS) == null
        || time - watch.detector().raisedAt() >= PATIENCE_MS;
  }

  /**
   * Ends what has been reported of a stream that has had no mail for half a day, or for as long as
   * an alarm may last: only mail shows that mail passes again.
   *
   * @param state changed in place
   * @param time event time that has been reached
   * @return what to say, nothing when the stream still shows itself
   */
  public static List<Signal> endQuiet(String sender, StreamState state, long time) {
    List<Signal> signals = new ArrayList<>();
    boolean isQuiet = state.lastAt() <= time - QUIET_MS;
    for (Watch watch : state.watches()) {
      if (watch.isTold() && (isQuiet || watch.detector().overdueAt() <= time)) {
        Verdict standing = watch.detector().standing();
        watch.detector().abandon();
        String how = isQuiet ? "ended-without-mail" : "ended-by-age";
        end(new Scope(null, null, sender), watch, standing, time, how, signals);
      }
    }
    return signals;
  }

  private static void end(
      Scope about, Watch watch, Verdict verdict, long time, String how, List<Signal> signals) {
    if (watch.isTold()) {
      signals.add(watch.tellOfEnd(about, verdict, how, time));
    }
    watch.forget();
  }
}
