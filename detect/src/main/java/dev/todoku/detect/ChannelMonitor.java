package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One channel of one stream: its detector, what the failures since the onset have in common, and
 * what was said of it. Not thread-safe.
 */
public final class ChannelMonitor {
  private static final EnumCodes<Cause> CAUSES = EnumCodes.of(Cause.class);
  private static final long SHORTEST_DOUBT_MS = 60 * 60_000;
  private static final long LONGEST_DOUBT_MS = 24 * 60 * 60_000;

  private final FailureType failureType;
  private final Counting counting;
  private final Detector detector;
  private final Exposure exposure;
  private final Cohorts cohorts;
  private AlarmEvidence alarmEvidence;

  /** What was reported of the alarm, null while nothing was. */
  private @Nullable Cause reportedCause;

  private long failuresReported;

  /** See {@link #doubtfulSince}; 0 while nothing is doubted. */
  private long doubtfulSince;

  /** See {@link #endedAt}. */
  private long endedAt;

  ChannelMonitor(FailureType failureType) {
    this(
        failureType, new Detector(Counting.of(failureType).cusum()), new Exposure(), new Cohorts());
  }

  private ChannelMonitor(
      FailureType failureType, Detector detector, Exposure exposure, Cohorts cohorts) {
    this.failureType = failureType;
    this.counting = Counting.of(failureType);
    this.detector = detector;
    this.exposure = exposure;
    this.cohorts = cohorts;
    this.alarmEvidence = new AlarmEvidence(failureType);
  }

  /**
   * Takes in a minute that is complete.
   *
   * @return where things stood when an alarm ended, else NONE
   */
  AlarmChange add(long time, StreamMinute minute) {
    int f = counting.failures(minute.total());
    double n = counting.trials(minute.total());
    if (failureType == FailureType.RETURNED_MAIL) {
      double due = exposure.advance(Math.floorDiv(time, Detector.MINUTE));
      exposure.accept((long) n);
      cohorts.add(time, (int) n, minute.returned());
      n = due;
    }
    boolean maySuspect = f > 0 || !detector.isAtRest();
    if (maySuspect) {
      alarmEvidence.add(minute, counting);
    }
    AlarmChange change = detector.add(time, n, f, accusing(minute));
    if (change.kind() == AlarmChange.Kind.CLEARED) {
      endedAt = time;
      return change;
    }
    if (maySuspect && detector.isAtRest()) {
      alarmEvidence = new AlarmEvidence(failureType);
    }
    return AlarmChange.NONE;
  }

  private int accusing(StreamMinute minute) {
    return failureType == FailureType.REFUSALS
        ? Accusation.weight(minute.samples(FailureType.REFUSALS))
        : 0;
  }

  /** Ends an alarm that has lasted too long by {@code time}. */
  public AlarmChange at(long time) {
    return detector.at(time);
  }

  public FailureType channel() {
    return failureType;
  }

  public Detector detector() {
    return detector;
  }

  AlarmEvidence alarmEvidence() {
    return alarmEvidence;
  }

  /** The members that fail like the worst, since the onset. */
  public List<String> failingMembers() {
    return alarmEvidence.members().all().keySet().stream()
        .filter(alarmEvidence.members()::isFailing)
        .toList();
  }

  /**
   * Of these, those that fail as often as {@code least}.
   *
   * @param least failures of a trial since the onset, 0 … 1
   */
  public List<String> failingMembers(double least) {
    return failingMembers().stream()
        .filter(member -> alarmEvidence.members().of(member).rate() >= least)
        .toList();
  }

  /** When the latest alarm ended because mail passed again, event time; 0 when none did. */
  public long endedAt() {
    return endedAt;
  }

  /**
   * Whether what fails is a part of the mail that is beyond the habit, not only more at a time: of
   * returned mail, all of a day may come in one batch.
   */
  boolean isBeyondHabit() {
    return failureType != FailureType.RETURNED_MAIL || cohorts.areRefused(counting.cusum());
  }

  /** Whether it is more than the trouble of a few recipients. */
  public boolean hasSeveralRecipients() {
    return alarmEvidence.hasSeveralRecipients();
  }

  /**
   * Which part of the mail since the onset has failed, mail to recipients who had proved to exist
   * among it; 0 … 1.
   */
  public double failingShareOfAll() {
    AlarmChange standing = detector.standing();
    long all = standing.attempts() + alarmEvidence.proven();
    return all == 0 ? 0 : (double) standing.failures() / all;
  }

  /** What was reported of the standing alarm, null while nothing was. */
  public @Nullable Cause reportedCause() {
    return reportedCause;
  }

  public boolean isReported() {
    return reportedCause != null;
  }

  /**
   * From when on failures may be of what was reported or is suspected, event time; 0 while nothing
   * is. The onset is the best guess of when it began: twice as long before it as it took to be
   * sure, what was not counted may have failed for the same cause. Where mail is scarce and a fifth
   * of it is hit, a first failure has been seen 1.7 times as long before it.
   */
  public long doubtfulSince() {
    return doubtfulSince;
  }

  /** Whether failures are doubted, reported or not. */
  public boolean isDoubtful() {
    return doubtfulSince != 0;
  }

  /**
   * Begins to doubt the failures since the onset, and before it.
   *
   * @param sureAt when there was evidence enough, event time
   */
  public void doubt(long sureAt) {
    long sureAfter = sureAt - detector.onset();
    doubtfulSince =
        detector.onset() - Math.min(Math.max(2 * sureAfter, SHORTEST_DOUBT_MS), LONGEST_DOUBT_MS);
  }

  /** Whether the failures have doubled since they were last reported. */
  public boolean hasGrown() {
    return isReported() && detector.standing().failures() >= 2 * failuresReported;
  }

  /**
   * Says what the standing alarm is: raised the first time, updated from then on.
   *
   * @param diagnosis must be decided
   */
  public Signal signal(Scope about, Diagnosis diagnosis, long time) {
    Signal.State state = isReported() ? Signal.State.UPDATED : Signal.State.RAISED;
    if (!isReported()) {
      doubt(detector.raisedAt());
    }
    return signal(about, state, diagnosis, detector.standing(), time);
  }

  /**
   * Says that what was reported of has ended.
   *
   * @param ended where things stood
   * @param how the finding that names how it ended
   */
  public Signal endSignal(Scope about, AlarmChange ended, String how, long time) {
    cohorts.forgetSince(ended.onset());
    List<Evidence.Indication> findings = new ArrayList<>();
    findings.add(Evidence.Indication.of(how, true, null));
    if (failureType == FailureType.SYSTEM_FAILURES) {
      findings.addAll(
          reportedCause == Cause.IP_BLOCK
              ? HeldBackJudge.DOUBTS
              : OutageJudge.doubts(alarmEvidence, ended.baseline()));
    }
    Diagnosis diagnosis = new Diagnosis(reportedCause, Confidence.HIGH, List.copyOf(findings));
    return signal(about, Signal.State.CLEARED, diagnosis, ended, time);
  }

  /**
   * Takes back what was reported of the standing alarm, which goes on: its failures are those of
   * {@code other}.
   */
  public Signal takeBack(Scope about, String other, long time) {
    Diagnosis diagnosis =
        new Diagnosis(
            reportedCause,
            Confidence.HIGH,
            List.of(Evidence.Indication.of("is-of-another", true, other)));
    Signal signal = signal(about, Signal.State.CLEARED, diagnosis, detector.standing(), time);
    reportedCause = null;
    failuresReported = 0;
    return signal;
  }

  private Signal signal(
      Scope about, Signal.State state, Diagnosis diagnosis, AlarmChange change, long time) {
    Cause cause = Objects.requireNonNull(diagnosis.cause());
    reportedCause = cause;
    failuresReported = change.failures();
    Evidence evidence =
        Evidence.builder(failureType, diagnosis.confidence())
            .attempts(attempts(change))
            .failures(change.failures())
            .baseline(change.baseline())
            .score(change.score())
            .threshold(counting.cusum().threshold())
            .findings(diagnosis.findings())
            .samples(alarmEvidence.samples())
            .build();
    return new Signal(about, state, cause, severityOf(cause), change.onset(), time, evidence);
  }

  /** That one provider is not reached is no urgent matter, that several are not is. */
  private static Severity severityOf(Cause cause) {
    CauseTraits traits = CauseTraits.of(cause);
    return cause.takesSeveralProviders() ? traits.milder() : traits.severity();
  }

  /**
   * Mail that may have failed since the onset. Of returned mail, all that had been accepted and
   * could still come back: what would be due on average by now is less than what may have come by
   * now.
   */
  private long attempts(AlarmChange change) {
    return failureType == FailureType.RETURNED_MAIL
        ? Math.max(change.failures(), change.attempts() + StrictMath.round(exposure.outstanding()))
        : change.attempts();
  }

  /** Ends an alarm that was not reported, because it was another stream's and that has ended. */
  public void abandon() {
    if (detector.isAlarmed() && !isReported()) {
      detector.abandon();
      forget();
    }
  }

  /** The alarm has ended. */
  public void forget() {
    reportedCause = null;
    failuresReported = 0;
    doubtfulSince = 0;
    alarmEvidence = new AlarmEvidence(failureType);
  }

  void writeTo(BinaryWriter out) {
    detector.writeTo(out);
    if (failureType == FailureType.REFUSALS) {
      detector.writeAccusations(out);
    }
    out.writeVarLong(endedAt);
    if (failureType == FailureType.RETURNED_MAIL) {
      exposure.writeTo(out);
      cohorts.writeTo(out);
    }
    if (!detector.isAtRest()) {
      alarmEvidence.writeTo(out);
      out.writeVarLong(failuresReported).writeByte(CAUSES.codeOrZero(reportedCause));
      out.writeVarLong(doubtfulSince);
    }
  }

  static ChannelMonitor readFrom(BinaryReader in, FailureType failureType) {
    Detector detector =
        Detector.readFrom(
            in, Counting.of(failureType).cusum(), in.version() >= StreamState.WITH_SPARSE_SCORES);
    if (failureType == FailureType.REFUSALS && in.version() >= StreamState.WITH_WORDS) {
      detector.readAccusations(in);
    }
    long endedAt = in.version() >= StreamState.WITH_COHORTS ? in.readVarLong() : 0;
    Exposure exposure =
        failureType == FailureType.RETURNED_MAIL ? Exposure.readFrom(in) : new Exposure();
    boolean hasCohorts =
        failureType == FailureType.RETURNED_MAIL && in.version() >= StreamState.WITH_COHORTS;
    Cohorts cohorts = hasCohorts ? Cohorts.readFrom(in) : new Cohorts();
    ChannelMonitor monitor = new ChannelMonitor(failureType, detector, exposure, cohorts);
    monitor.endedAt = endedAt;
    if (!detector.isAtRest()) {
      monitor.alarmEvidence = AlarmEvidence.readFrom(in, failureType);
      monitor.failuresReported = in.readVarLong();
      monitor.reportedCause = CAUSES.constantOrNull(in.readByte());
      monitor.doubtfulSince = in.readVarLong();
    }
    return monitor;
  }
}
