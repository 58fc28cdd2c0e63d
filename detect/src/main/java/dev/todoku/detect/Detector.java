package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Arrays;

/**
 * A detector of one kind of failure in one stream: what it knows after some minutes, as a function
 * of their counts. Minutes come complete and in order; one that comes late counts with the latest.
 *
 * <p>Not thread-safe.
 */
public final class Detector {
  static final long MINUTE = 60_000;
  private static final long NONE = -1;

  /** One failure is no alarm, whatever its words say. */
  private static final long FEWEST = 2;

  private final BettingCusum cusum;

  /** Capital of the bets, in logarithms. */
  private final double[] score = new double[BettingCusum.BETS];

  /** Capital of the bet that nearly all is refused in words that accuse the sender. */
  private double accusedScore;

  /** Accusations learned, decayed like the trials, and those held back since the onset. */
  private double learnedAccusations;

  private long accusations;

  /** Trials and failures learned, decayed as of {@link #minute}. */
  private double learnedTrials;

  private double learnedFailures;

  /** The last minute taken in, NONE before the first. */
  private long minute = NONE;

  /** First minute with trials after the last rest, NONE at rest. */
  private long onset = NONE;

  /** Trials since the onset, held back from learning. */
  private double trials;

  private long failures;

  /** The minute that raised the alarm, NONE while there is none. */
  private long raised = NONE;

  /** The baseline as it was when the alarm was raised. */
  private double frozenBaseline;

  /** Capital of the bet on recovery, in logarithms. */
  private double recovery;

  /** A stream without history. */
  public Detector(BettingCusum cusum) {
    this.cusum = cusum;
  }

  /** Whether an alarm stands. */
  public boolean isAlarmed() {
    return raised != NONE;
  }

  /** Whether nothing is suspected: no bet is ahead and no alarm stands. */
  public boolean isAtRest() {
    return onset == NONE;
  }

  /** Since when, event time in milliseconds; 0 at rest. */
  public long onset() {
    return onset == NONE ? 0 : onset * MINUTE;
  }

  /** When the standing alarm was raised: the end of the deciding minute; 0 without an alarm. */
  public long raisedAt() {
    return isAlarmed() ? (raised + 1) * MINUTE : 0;
  }

  /** When a standing alarm ends by itself, event time; {@link Long#MAX_VALUE} without an alarm. */
  public long overdueAt() {
    return isAlarmed() ? (raised + BettingCusum.LONGEST_ALARM_MINUTES) * MINUTE : Long.MAX_VALUE;
  }

  /** How near the alarm is, 0 … 1. */
  public double evidence() {
    return isAlarmed()
        ? 1
        : StrictMath.min(1, StrictMath.max(0, highestScore()) / cusum.threshold());
  }

  /**
   * Takes in a minute that is complete.
   *
   * @param time any time in the minute, event time in milliseconds
   * @param n trials, or exposure
   * @param f failures; of trials at most {@code n}
   * @return RAISED or CLEARED when this minute raised or ended an alarm, else NONE
   */
  public AlarmChange add(long time, double n, long f) {
    return add(time, n, f, 0);
  }

  /**
   * Takes in a minute that is complete.
   *
   * @param time any time in the minute, event time in milliseconds
   * @param n trials, or exposure
   * @param f failures; of trials at most {@code n}
   * @param accusing what the words of failures weigh that accuse the sender
   * @return RAISED or CLEARED when this minute raised or ended an alarm, else NONE
   */
  AlarmChange add(long time, double n, long f, long accusing) {
    AlarmChange overdue = at(time);
    advance(Math.max(Math.floorDiv(time, MINUTE), minute));
    if (n == 0 && f == 0) {
      return overdue;
    }
    bet(n, f);
    betOnWords(n - f, accusing);
    if (isAlarmed()) {
      recovery =
          StrictMath.max(0, recovery) + cusum.recovery(frozenBaseline, failures / trials, n, f);
      return recovery >= BettingCusum.RECOVERED ? end() : AlarmChange.NONE;
    }
    if (highestScore() >= cusum.threshold() && failures >= FEWEST) {
      frozenBaseline = baseline();
      raised = minute;
      return standing();
    }
    if (highestScore() <= BettingCusum.REST) {
      learn();
    }
    return overdue;
  }

  /** Event time has come as far as {@code time}: ends an alarm that has lasted 48 hours. */
  public AlarmChange at(long time) {
    return overdueAt() <= time ? end() : AlarmChange.NONE;
  }

  /** Ends a standing alarm for what is known from elsewhere: it is another stream's, or is over. */
  public void abandon() {
    end();
  }

  /** The alarm as it stands now, or NONE. */
  public AlarmChange standing() {
    return isAlarmed() ? verdict(AlarmChange.Kind.RAISED) : AlarmChange.NONE;
  }

  /** The failure rate that is bet against, 0 … 1. */
  double baseline() {
    return isAlarmed() ? frozenBaseline : cusum.baseline(learnedTrials, learnedFailures);
  }

  /** Writes the binary form, from which {@link #readFrom} continues identically. */
  public void writeTo(BinaryWriter out) {
    writeScores(out);
    out.writeDouble(learnedTrials).writeDouble(learnedFailures).writeSigned(minute);
    out.writeSigned(onset);
    if (!isAtRest()) {
      out.writeDouble(trials).writeVarLong(failures).writeSigned(raised);
    }
    if (isAlarmed()) {
      out.writeDouble(frozenBaseline).writeDouble(recovery);
    }
  }

  /** A bet that is behind begins anew with the next minute: nothing of it need be known. */
  private void writeScores(BinaryWriter out) {
    int ahead = 0;
    for (int k = 0; k < score.length; k++) {
      ahead |= score[k] > 0 ? 1 << k : 0;
    }
    out.writeByte(ahead);
    for (double s : score) {
      if (s > 0) {
        out.writeDouble(s);
      }
    }
  }

  private void readScores(BinaryReader in, boolean areSparse) {
    int ahead = areSparse ? in.readByte() : -1;
    for (int k = 0; k < score.length; k++) {
      score[k] = (ahead & 1 << k) != 0 ? in.readDouble() : 0;
    }
  }

  /** Writes what is known of accusations, for {@link #readAccusations}; of few detectors any is. */
  void writeAccusations(BinaryWriter out) {
    out.writeDouble(accusedScore).writeDouble(learnedAccusations);
    if (!isAtRest()) {
      out.writeVarLong(accusations);
    }
  }

  /** Reads what {@link #writeAccusations} wrote, after the rest. */
  void readAccusations(BinaryReader in) {
    accusedScore = in.readDouble();
    learnedAccusations = in.readDouble();
    accusations = isAtRest() ? 0 : in.readVarLong();
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @param areSparse whether only bets that are ahead were written, as they are now
   */
  public static Detector readFrom(BinaryReader in, BettingCusum cusum, boolean areSparse) {
    Detector detector = new Detector(cusum);
    detector.readScores(in, areSparse);
    detector.learnedTrials = in.readDouble();
    detector.learnedFailures = in.readDouble();
    detector.minute = in.readSigned();
    detector.onset = in.readSigned();
    if (!detector.isAtRest()) {
      detector.trials = in.readDouble();
      detector.failures = in.readVarLong();
      detector.raised = in.readSigned();
    }
    if (detector.isAlarmed()) {
      detector.frozenBaseline = in.readDouble();
      detector.recovery = in.readDouble();
    }
    return detector;
  }

  /** The baseline does not fade while it stands still. */
  private void advance(long nextMinute) {
    if (minute != NONE && nextMinute > minute && !isAlarmed()) {
      double left = cusum.decay(nextMinute - minute);
      learnedTrials *= left;
      learnedFailures *= left;
      learnedAccusations *= left;
    }
    minute = nextMinute;
  }

  private void bet(double n, long f) {
    double baseline = f == 0 ? 0 : baseline();
    for (int k = 0; k < score.length; k++) {
      score[k] = StrictMath.max(0, score[k]) + cusum.won(k, n, f, baseline);
    }
    if (onset == NONE) {
      onset = minute;
    }
    trials += n;
    failures += f;
  }

  private void betOnWords(double passed, long accusing) {
    double habit =
        accusing == 0 ? 0 : BettingCusum.ACCUSED.baseline(learnedTrials, learnedAccusations);
    double won =
        BettingCusum.ACCUSED.won(BettingCusum.NEARLY_ALL, passed + accusing, accusing, habit);
    accusedScore = StrictMath.max(0, accusedScore + won);
    accusations += accusing;
  }

  private void learn() {
    learnedAccusations += accusations;
    learnedTrials += trials;
    learnedFailures += failures;
    forgetOnset();
  }

  private AlarmChange end() {
    AlarmChange ended = verdict(AlarmChange.Kind.CLEARED);
    Arrays.fill(score, 0);
    accusedScore = 0;
    raised = NONE;
    frozenBaseline = 0;
    recovery = 0;
    forgetOnset();
    return ended;
  }

  private AlarmChange verdict(AlarmChange.Kind kind) {
    return new AlarmChange(
        kind, onset(), StrictMath.round(trials), failures, baseline(), highestScore());
  }

  private void forgetOnset() {
    onset = NONE;
    trials = 0;
    failures = 0;
    accusations = 0;
  }

  private double highestScore() {
    double highest = accusedScore;
    for (double s : score) {
      highest = StrictMath.max(highest, s);
    }
    return highest;
  }
}
