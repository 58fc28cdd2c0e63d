package dev.todoku.unmatched;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.AlarmChange;
import dev.todoku.detect.BettingCusum;
import dev.todoku.detect.CauseTraits;
import dev.todoku.detect.Detector;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.wire.UnmatchedMinute;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a sending server's queue moves: sends without an attempt for ten minutes, among sends. It
 * has ended when attempts pass again, or when all that waited has been attempted.
 */
final class QueueMonitor implements UnmatchedMonitor {
  private static final CauseTraits LOSS = CauseTraits.of(Cause.SILENT_LOSS);
  private static final int VERSION = 2;

  /** Since this version a bet that is behind takes no byte. */
  private static final int WITH_SPARSE_SCORES = 2;

  private static final long MINUTE_MS = 60_000;

  /** A queue of which more than one in five leaves is slow rather than stopped. */
  private static final int STOPPED = 5;

  private final Scope about;
  private Detector detector = new Detector(BettingCusum.UNATTEMPTED);

  /** Sends since the onset that have had no attempt yet. */
  private long waiting;

  /** Attempts since the onset, in time and late. */
  private long moved;

  /** Failures when it was last reported, 0 while it was not. */
  private long failuresReported;

  private long lastDue;

  QueueMonitor(Scope about) {
    this.about = about;
  }

  @Override
  public List<Signal> add(UnmatchedMinute minute) {
    List<Signal> signals = new ArrayList<>(at(minute.due()));
    lastDue = minute.due();
    long failures = minute.unmatched();
    long recovered = detector.isAlarmed() ? minute.late() : 0;
    double trials = Math.max(minute.all(), minute.paired()) + (double) recovered;
    AlarmChange change = detector.add(minute.minute(), trials, failures);
    if (detector.isAtRest()) {
      waiting = 0;
      moved = 0;
    } else {
      waiting = Math.max(0, waiting + failures - minute.late());
      moved += minute.paired() + minute.late();
    }
    long time = minute.due() + MINUTE_MS;
    if (change.kind() == AlarmChange.Kind.CLEARED) {
      end(change, time, "attempts-again", signals);
    } else if (detector.isAlarmed() && waiting == 0 && failures == 0) {
      AlarmChange standing = detector.standing();
      detector.abandon();
      end(standing, time, "attempts-again", signals);
    } else if (detector.isAlarmed() && hasNews()) {
      signals.add(signal(time));
    }
    return signals;
  }

  @Override
  public List<Signal> at(long time) {
    long overdueAt = detector.overdueAt();
    if (overdueAt > time - UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS) {
      return List.of();
    }
    List<Signal> signals = new ArrayList<>(1);
    end(
        detector.at(overdueAt),
        overdueAt + UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS,
        "ended-by-age",
        signals);
    return signals;
  }

  private boolean hasNews() {
    return waiting > 0
        && (failuresReported == 0 || detector.standing().failures() >= 2 * failuresReported);
  }

  private Signal signal(long time) {
    AlarmChange standing = detector.standing();
    Signal.State state = failuresReported == 0 ? Signal.State.RAISED : Signal.State.UPDATED;
    failuresReported = standing.failures();
    boolean stands = moved * STOPPED < standing.failures();
    List<Indication> findings =
        List.of(
            Indication.of("no-attempt", true, null),
            stands
                ? Indication.of("queue-stands", true, null)
                : Indication.of("queue-moves", false, Long.toString(moved)));
    return signal(
        state,
        stands ? LOSS.severity() : LOSS.milder(),
        standing,
        time,
        stands ? Confidence.HIGH : Confidence.LOW,
        findings);
  }

  private void end(AlarmChange ended, long time, String how, List<Signal> signals) {
    if (isOpen()) {
      signals.add(
          signal(
              Signal.State.CLEARED,
              LOSS.milder(),
              ended,
              time,
              Confidence.HIGH,
              List.of(Indication.of(how, true, null))));
    }
    failuresReported = 0;
    waiting = 0;
    moved = 0;
  }

  private Signal signal(
      Signal.State state,
      Severity severity,
      AlarmChange change,
      long time,
      Confidence confidence,
      List<Indication> findings) {
    Evidence evidence =
        Evidence.builder(FailureType.UNATTEMPTED_SENDS, confidence)
            .attempts(change.attempts())
            .failures(change.failures())
            .baseline(change.baseline())
            .score(change.score())
            .threshold(BettingCusum.UNATTEMPTED.threshold())
            .findings(findings)
            .build();
    return new Signal(about, state, Cause.SILENT_LOSS, severity, change.onset(), time, evidence);
  }

  @Override
  public boolean isOpen() {
    return failuresReported > 0;
  }

  @Override
  public long lastDue() {
    return lastDue;
  }

  @Override
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    detector.writeTo(out);
    return out.writeVarLong(waiting)
        .writeVarLong(moved)
        .writeVarLong(failuresReported)
        .writeVarLong(lastDue)
        .toBytes();
  }

  static QueueMonitor decode(Scope about, byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    QueueMonitor monitor = new QueueMonitor(about);
    monitor.detector =
        Detector.readFrom(in, BettingCusum.UNATTEMPTED, in.version() >= WITH_SPARSE_SCORES);
    monitor.waiting = in.readVarLong();
    monitor.moved = in.readVarLong();
    monitor.failuresReported = in.readVarLong();
    monitor.lastDue = in.readVarLong();
    return monitor;
  }
}
