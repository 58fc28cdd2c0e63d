package dev.todoku.senders;

import dev.todoku.detect.Batch;
import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.wire.SenderMinute;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a sender is warned. A warning only ever rises within its day and ends with it, so
 * that a rate near a threshold does not flap. Where an incident turns out to explain failures that
 * had led to a warning, others that pass a threshold are called anew.
 */
public final class SenderJudge {
  private final SenderThresholds thresholds;

  public SenderJudge(SenderThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * What follows from one minute.
   *
   * @param next the state from now on
   * @param signals what to say
   */
  public record Judgement(SenderState next, List<Signal> signals) {}

  /** Whether {@code minute} is of a day before the two that are kept, and cannot be counted. */
  public boolean isForgotten(SenderState state, SenderMinute minute) {
    return state.previous() != null && startOfDay(minute.minute()) < state.previous().start();
  }

  /**
   * Counts a minute that is complete. It must not be {@link #isForgotten}.
   *
   * @param explained unknown recipients that are left out
   * @param before failures that were counted before this minute explained them, by campaign or mail
   *     stream
   */
  public Judgement onMinute(
      SenderState state,
      SenderMinute minute,
      ExplainedUnknown explained,
      Map<String, Long> before) {
    long day = startOfDay(minute.minute());
    List<Signal> signals = new ArrayList<>();
    SenderDay newest = state.newest();
    SenderDay previous = state.previous();
    if (newest == null || day > newest.start()) {
      endWarnings(newest, previous, minute.sender(), minute.minute(), signals);
      previous = newest;
      newest = SenderDay.starting(day);
    }
    if (day == newest.start()) {
      SenderDay rest = rest(newest, previous, before);
      SenderDay today = warn(rest.plus(minute, explained), previous, minute, signals);
      return new Judgement(new SenderState(today, previous), signals);
    }
    SenderDay late =
        previous != null && day == previous.start() ? previous : SenderDay.starting(day);
    return new Judgement(new SenderState(newest, late.plus(minute, explained)), signals);
  }

  /**
   * Ends the warnings of a day that is over, of a sender that has sent nothing since: who is warned
   * is told to stop.
   *
   * @param time event time that has been reached
   */
  public Judgement onTime(SenderState state, String sender, long time) {
    SenderDay newest = state.newest();
    if (newest == null || !newest.isWarned() || startOfDay(time) <= newest.start()) {
      return new Judgement(state, List.of());
    }
    List<Signal> signals = new ArrayList<>();
    endWarnings(newest, state.previous(), sender, time, signals);
    return new Judgement(new SenderState(newest.warned(null, null), state.previous()), signals);
  }

  /** The day without what has come to be explained: what is left is measured by itself. */
  private SenderDay rest(SenderDay day, @Nullable SenderDay previous, Map<String, Long> before) {
    SenderDay rest = day.without(before);
    return rest.failed() < day.failed()
        ? rest.withBounceBar(lower(bounceSeverity(rated(rest, previous)), day.bounceBar()))
        : rest;
  }

  /**
   * Whose bounces are a rate: what comes back of mail of the day before belongs to that day's mail.
   * That day is rated anew where it is worse than it has been called.
   */
  private SenderDay rated(SenderDay day, @Nullable SenderDay previous) {
    if (day.returned() <= 0 || previous == null) {
      return day;
    }
    SenderDay own = day.ofItsOwnMail();
    SenderDay before = previous.withReturnedOn(day);
    Severity ofBefore = bounceSeverity(before);
    return isHigher(ofBefore, previous.bounceBar()) && !isHigher(bounceSeverity(own), ofBefore)
        ? before
        : own;
  }

  private @Nullable Severity bounceSeverity(SenderDay day) {
    return severity(
        Cause.BOUNCE_RATE,
        day.failed(),
        day.messages(),
        thresholds.bounceMinVolume(),
        thresholds.bounceAdvice(),
        thresholds.bouncePause());
  }

  private SenderDay warn(
      SenderDay day, @Nullable SenderDay previous, SenderMinute minute, List<Signal> signals) {
    SenderDay rated = rated(day, previous);
    Severity bounce = bounceSeverity(rated);
    Severity complaint =
        severity(
            Cause.COMPLAINT_RATE,
            day.complaints(),
            day.messages(),
            thresholds.complaintMinVolume(),
            thresholds.complaintAdvice(),
            thresholds.complaintPause());
    if (bounce != null && isHigher(bounce, day.bounceBar())) {
      signals.add(warning(Cause.BOUNCE_RATE, bounce, day.bounceWarning(), rated, minute));
    }
    if (complaint != null && isHigher(complaint, day.complaintWarning())) {
      signals.add(warning(Cause.COMPLAINT_RATE, complaint, day.complaintWarning(), day, minute));
    }
    return day.warned(
            higher(bounce, day.bounceWarning()), higher(complaint, day.complaintWarning()))
        .withBounceBar(higher(bounce, day.bounceBar()));
  }

  private static @Nullable Severity severity(
      Cause cause, long failures, long messages, long minVolume, double advice, double pause) {
    if (messages < Math.max(1, minVolume)) {
      return null;
    }
    double rate = (double) failures / messages;
    if (rate > pause) {
      return CauseTraits.of(cause).severity();
    }
    return rate > advice ? CauseTraits.of(cause).milder() : null;
  }

  private static boolean isHigher(@Nullable Severity is, @Nullable Severity was) {
    return is != null && (was == null || is.compareTo(was) > 0);
  }

  private static @Nullable Severity higher(@Nullable Severity a, @Nullable Severity b) {
    return isHigher(a, b) ? a : b;
  }

  private static @Nullable Severity lower(@Nullable Severity a, @Nullable Severity b) {
    return isHigher(a, b) ? b : a;
  }

  private Signal warning(
      Cause cause,
      Severity severity,
      @Nullable Severity before,
      SenderDay day,
      SenderMinute minute) {
    Signal.State state = before == null ? Signal.State.RAISED : Signal.State.UPDATED;
    return signal(cause, severity, state, day, minute.sender(), minute.minute());
  }

  private void endWarnings(
      @Nullable SenderDay day,
      @Nullable SenderDay previous,
      String sender,
      long time,
      List<Signal> signals) {
    if (day != null && day.bounceWarning() != null) {
      signals.add(
          signal(
              Cause.BOUNCE_RATE,
              day.bounceWarning(),
              Signal.State.CLEARED,
              rated(day, previous),
              sender,
              time));
    }
    if (day != null && day.complaintWarning() != null) {
      signals.add(
          signal(
              Cause.COMPLAINT_RATE,
              day.complaintWarning(),
              Signal.State.CLEARED,
              day,
              sender,
              time));
    }
  }

  private Signal signal(
      Cause cause, Severity severity, Signal.State state, SenderDay day, String sender, long time) {
    boolean isBounce = cause == Cause.BOUNCE_RATE;
    long failures = isBounce ? day.failed() : day.complaints();
    double advice = isBounce ? thresholds.bounceAdvice() : thresholds.complaintAdvice();
    double pause = isBounce ? thresholds.bouncePause() : thresholds.complaintPause();
    return new Signal(
        new Scope(null, null, sender),
        state,
        cause,
        severity,
        day.start(),
        time,
        Evidence.builder(FailureType.DAILY_RATE, Confidence.HIGH)
            .attempts(day.messages())
            .failures(failures)
            .baseline(advice)
            .score((double) failures / Math.max(1, day.messages()))
            .threshold(severity == CauseTraits.of(cause).severity() ? pause : advice)
            .findings(worst(day, isBounce, failures))
            .build());
  }

  /** Names the campaign, list or form that most of it is of. */
  private static List<Indication> worst(SenderDay day, boolean isBounce, long total) {
    return day.worst(isBounce ? BatchDay::failed : BatchDay::complaints, total).stream()
        .filter(batch -> !batch.equals(Batch.NONE))
        .map(
            batch ->
                Indication.of(
                    Batch.isOfSingleMails(batch) ? "worst-stream" : "worst-campaign",
                    true,
                    Batch.name(batch)))
        .toList();
  }

  private long startOfDay(long time) {
    ZonedDateTime local = Instant.ofEpochMilli(time).atZone(thresholds.zone());
    return local.truncatedTo(ChronoUnit.DAYS).toInstant().toEpochMilli();
  }
}
