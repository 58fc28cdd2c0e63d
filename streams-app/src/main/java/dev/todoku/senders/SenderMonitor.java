package dev.todoku.senders;

import dev.todoku.detect.AlarmChange;
import dev.todoku.detect.ChannelMonitor;
import dev.todoku.detect.Diagnosis;
import dev.todoku.detect.Sensitivity;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Watches one stream of a sender: feeds its detectors and says what a standing alarm means. */
public final class SenderMonitor {
  private static final long MINUTE_MS = 60_000;

  /** So near to an alarm something is going on. */
  private static final double SUSPECTED = .25;

  /**
   * Of those who took mail within 90 days, not so many of a provider's are dead in a stale list.
   */
  private static final double BEYOND_STALE = .2;

  private static final long PATIENCE_MS = 20 * MINUTE_MS;

  private static final long QUIET_MS = 12 * 60 * MINUTE_MS;

  private SenderMonitor() {}

  /**
   * Takes in a minute of one stream.
   *
   * @param state changed in place
   * @param hiding providers that call proven recipients unknown, see {@link #hiding}
   * @param sensitivity how much must have happened before anything is said
   * @return what to say
   */
  public static List<Signal> onMinute(
      String sender,
      String stream,
      StreamState state,
      StreamMinute figures,
      long minute,
      Set<String> hiding,
      Sensitivity sensitivity) {
    long time = minute + MINUTE_MS;
    Scope about = new Scope(null, null, sender);
    List<Signal> signals = new ArrayList<>(due(sender, stream, state, minute, hiding, sensitivity));
    state
        .add(minute, figures)
        .forEach((monitor, change) -> end(about, monitor, change, time, "passes-again", signals));
    for (ChannelMonitor monitor : state.watches()) {
      if (isOfProvider(monitor, state, hiding, time)) {
        monitor.abandon();
      }
      if (isDue(monitor, time)) {
        report(about, stream, monitor, sensitivity, time, signals);
      }
    }
    return signals;
  }

  /** Where enough has happened, and the cause is decided. */
  private static void report(
      Scope about,
      String stream,
      ChannelMonitor monitor,
      Sensitivity sensitivity,
      long time,
      List<Signal> signals) {
    if (sensitivity.isEnough(about, monitor.detector().standing())) {
      Diagnosis diagnosis = SenderCause.of(monitor, SenderStreams.batchOf(stream), time);
      if (diagnosis.isDecided()) {
        signals.add(monitor.signal(about, diagnosis, time));
      }
    }
  }

  /**
   * Reports alarms whose time to wait is over, be there no more mail: a campaign may be over
   * sooner.
   *
   * @param state changed in place
   * @param time event time that has been reached
   * @param hiding providers that call proven recipients unknown, see {@link #hiding}
   * @param sensitivity how much must have happened before anything is said
   * @return what to say, as of when the time to wait was over
   */
  public static List<Signal> due(
      String sender,
      String stream,
      StreamState state,
      long time,
      Set<String> hiding,
      Sensitivity sensitivity) {
    Scope about = new Scope(null, null, sender);
    List<Signal> signals = new ArrayList<>();
    for (ChannelMonitor monitor : state.watches()) {
      long dueAt = monitor.detector().raisedAt() + PATIENCE_MS;
      if (monitor.detector().isAlarmed()
          && !monitor.isReported()
          && dueAt <= time
          && !isOfProvider(monitor, state, hiding, dueAt)) {
        report(about, stream, monitor, sensitivity, dueAt, signals);
      }
    }
    return signals;
  }

  /**
   * Providers that call recipients unknown who have proved to exist. What is unknown there says
   * nothing of a list or a form, be it of recipients of whom nothing is known.
   *
   * @param all the stream of all mail of the sender
   */
  static Set<String> hiding(StreamState all) {
    ChannelMonitor masked = all.watch(FailureType.MASKED_REFUSALS);
    return masked != null && masked.detector().evidence() >= SUSPECTED
        ? Set.copyOf(masked.failingMembers(BEYOND_STALE))
        : Set.of();
  }

  /** Whether unknown recipients are a matter of the provider that calls them so. */
  private static boolean isOfProvider(
      ChannelMonitor monitor, StreamState state, Set<String> hiding, long time) {
    return isOfUnknown(monitor)
        && (areProvenUnknown(state, time)
            || (!hiding.isEmpty() && hiding.containsAll(monitor.failingMembers())));
  }

  private static boolean isOfUnknown(ChannelMonitor monitor) {
    return monitor.channel() == FailureType.UNKNOWN_RECIPIENTS
        || monitor.channel() == FailureType.UNKNOWN_FIRST_CONTACTS;
  }

  /** Whether the stream's unknown recipients are an incident by themselves, or a hidden block's. */
  static boolean isExplained(StreamState state, long time) {
    return areProvenUnknown(state, time) || explained(state) > 0;
  }

  /** Failures since the onset that an incident of the stream's own unknown recipients explains. */
  static long explained(StreamState state) {
    return Math.max(
        failures(state, FailureType.UNKNOWN_RECIPIENTS),
        failures(state, FailureType.UNKNOWN_FIRST_CONTACTS));
  }

  private static long failures(StreamState state, FailureType failureType) {
    ChannelMonitor monitor = state.watch(failureType);
    return monitor != null && monitor.isReported() ? monitor.detector().standing().failures() : 0;
  }

  /**
   * Where recipients who have proved to exist are called unknown too, it is the provider; and for a
   * while after, for they get no more mail then and others take their place.
   */
  private static boolean areProvenUnknown(StreamState state, long time) {
    ChannelMonitor masked = state.watch(FailureType.MASKED_REFUSALS);
    return masked != null
        && (masked.detector().evidence() >= SUSPECTED
            || (masked.endedAt() != 0 && time - masked.endedAt() < QUIET_MS));
  }

  /** They are given some time to show that. */
  private static boolean isDue(ChannelMonitor monitor, long time) {
    if (!monitor.detector().isAlarmed() || (monitor.isReported() && !monitor.hasGrown())) {
      return false;
    }
    return !isOfUnknown(monitor) || time - monitor.detector().raisedAt() >= PATIENCE_MS;
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
    for (ChannelMonitor monitor : state.watches()) {
      if (monitor.isReported() && (isQuiet || monitor.detector().overdueAt() <= time)) {
        AlarmChange standing = monitor.detector().standing();
        monitor.detector().abandon();
        String how = isQuiet ? "ended-without-mail" : "ended-by-age";
        end(new Scope(null, null, sender), monitor, standing, time, how, signals);
      }
    }
    return signals;
  }

  private static void end(
      Scope about,
      ChannelMonitor monitor,
      AlarmChange change,
      long time,
      String how,
      List<Signal> signals) {
    if (monitor.isReported()) {
      signals.add(monitor.endSignal(about, change, how, time));
    }
    monitor.forget();
  }
}
