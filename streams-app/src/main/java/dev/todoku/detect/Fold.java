package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;

/** What a detector knows after some minutes: a function of their counts, taken in order of time. */
final class Fold {
  private static final long NONE = -1;

  private final BettingCusum cusum;

  /** Capital of the bets, in logarithms. */
  private final double[] score = new double[BettingCusum.BETS];

  /** Trials and failures learned, decayed as of {@link #minute}. */
  private double learnedTrials;

  private double learnedFailures;

  /** The last minute taken in, NONE before the first. */
  private long minute = NONE;

  /** First minute with trials after the last rest, NONE at rest. */
  private long onset = NONE;

  /** Trials since the onset, held back from learning. */
  private long trials;

  private long failures;

  /** The minute that raised the alarm, NONE while there is none. */
  private long raised = NONE;

  /** The baseline as it was when the alarm was raised. */
  private double frozenBaseline;

  /** Capital of the bet on recovery, in logarithms. */
  private double recovery;

  Fold(BettingCusum cusum) {
    this.cusum = cusum;
  }

  boolean isAlarmed() {
    return raised != NONE;
  }

  /** Whether an alarm has lasted as long as an alarm may by the minute {@code now}. */
  boolean isOverdue(long now) {
    return isAlarmed() && now - raised >= BettingCusum.LONGEST_ALARM_MINUTES;
  }

  /** The first minute in which a standing alarm {@link #isOverdue}. */
  long overdueFrom() {
    return raised + BettingCusum.LONGEST_ALARM_MINUTES;
  }

  /**
   * Takes in a minute that is later than all before. Returns where things stood when an alarm
   * ended, NONE when none did.
   */
  Verdict add(long nextMinute, long n, long f) {
    Verdict ended = Verdict.NONE;
    if (isOverdue(nextMinute)) {
      ended = end();
    }
    advance(nextMinute);
    bet(n, f);
    if (isAlarmed()) {
      double rate = (double) failures / trials;
      recovery = StrictMath.max(0, recovery) + cusum.recovery(frozenBaseline, rate, n, f);
      return recovery >= BettingCusum.RECOVERED ? end() : ended;
    }
    if (highestScore() >= cusum.threshold()) {
      frozenBaseline = baseline();
      raised = minute;
    } else if (highestScore() <= BettingCusum.REST) {
      learn();
    }
    return ended;
  }

  /** Where things stand, as a verdict of {@code kind}. */
  Verdict standing(Verdict.Kind kind) {
    return new Verdict(
        kind, onset * StreamState.MINUTE, trials, failures, baseline(), highestScore());
  }

  Fold copy() {
    Fold copy = new Fold(cusum);
    System.arraycopy(score, 0, copy.score, 0, score.length);
    copy.learnedTrials = learnedTrials;
    copy.learnedFailures = learnedFailures;
    copy.minute = minute;
    copy.onset = onset;
    copy.trials = trials;
    copy.failures = failures;
    copy.raised = raised;
    copy.frozenBaseline = frozenBaseline;
    copy.recovery = recovery;
    return copy;
  }

  void writeTo(BinaryWriter out) {
    for (double s : score) {
      out.writeDouble(s);
    }
    out.writeDouble(learnedTrials).writeDouble(learnedFailures);
    out.writeSigned(minute).writeSigned(onset).writeVarLong(trials).writeVarLong(failures);
    out.writeSigned(raised);
    if (isAlarmed()) {
      out.writeDouble(frozenBaseline).writeDouble(recovery);
    }
  }

  static Fold readFrom(BinaryReader in, BettingCusum cusum) {
    Fold fold = new Fold(cusum);
    for (int k = 0; k < fold.score.length; k++) {
      fold.score[k] = in.readDouble();
    }
    fold.learnedTrials = in.readDouble();
    fold.learnedFailures = in.readDouble();
    fold.minute = in.readSigned();
    fold.onset = in.readSigned();
    fold.trials = in.readVarLong();
    fold.failures = in.readVarLong();
    fold.raised = in.readSigned();
    if (fold.isAlarmed()) {
      fold.frozenBaseline = in.readDouble();
      fold.recovery = in.readDouble();
    }
    return fold;
  }

  /** The baseline does not fade while it stands still. */
  private void advance(long nextMinute) {
    if (minute != NONE && !isAlarmed()) {
      double left = cusum.decay(nextMinute - minute);
      learnedTrials *= left;
      learnedFailures *= left;
    }
    minute = nextMinute;
  }

  private void bet(long n, long f) {
    double baseline = f == 0 ? 0 : baseline();
    for (int k = 0; k < score.length; k++) {
      double won = f == 0 ? 0 : f * cusum.gain(k, baseline);
      score[k] = StrictMath.max(0, score[k]) + won + (n - f) * cusum.loss(k);
    }
    if (onset == NONE) {
      onset = minute;
    }
    trials += n;
    failures += f;
  }

  private void learn() {
    learnedTrials += trials;
    learnedFailures += failures;
    forgetOnset();
  }

  private Verdict end() {
    Verdict ended = standing(Verdict.Kind.CLEARED);
    Arrays.fill(score, 0);
    raised = NONE;
    frozenBaseline = 0;
    recovery = 0;
    forgetOnset();
    return ended;
  }

  private void forgetOnset() {
    onset = NONE;
    trials = 0;
    failures = 0;
  }

  private double baseline() {
    return isAlarmed() ? frozenBaseline : cusum.baseline(learnedTrials, learnedFailures);
  }

  private double highestScore() {
    double highest = score[0];
    for (double s : score) {
      highest = StrictMath.max(highest, s);
    }
    return highest;
  }
}
