package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;

/**
 * A detector's state for one stream: the counts of the last {@value RecentMinutes#LENGTH} minutes
 * that had trials, and what was known before them.
 *
 * <p>Trials may come in any order. Within those minutes each is counted in its own, and the minutes
 * are folded again in their order, so that what is known in the end does not hang on the order of
 * arrival. A trial older than that joins the oldest minute kept.
 *
 * <p>Verdicts, other than the state, are given on arrival. An alarm is raised by the failure that
 * carries the counts so far over the threshold, in the middle of its minute; should the rest of the
 * minute, or a late trial, take that back, it is cleared when the next minute opens. An alarm ends
 * when a minute closes, which is when a trial of a later one arrives or {@link #at} is told the
 * time. Only failures can raise, so a late pass costs nothing until then.
 *
 * <p>Not thread-safe.
 */
public final class StreamState {
  static final long MINUTE = 60_000;
  private static final int VERSION = 1;

  private final RecentMinutes recent;

  /** What was known before the oldest minute kept. */
  private final Fold before;

  /** What was known before the open minute; null when a late trial has outdated it. */
  private Fold closed;

  /** The alarm that was raised and not cleared, as of the last closed minute; else NONE. */
  private Verdict announced;

  /** A stream without history. */
  public StreamState(BettingCusum cusum) {
    this(new RecentMinutes(), new Fold(cusum), new Fold(cusum), Verdict.NONE);
  }

  private StreamState(RecentMinutes recent, Fold before, Fold closed, Verdict announced) {
    this.recent = recent;
    this.before = before;
    this.closed = closed;
    this.announced = announced;
  }

  /** Takes in one trial at {@code time}, in milliseconds of event time. */
  public Verdict trial(long time, boolean failed) {
    return add(time, 1, failed ? 1 : 0);
  }

  /** Takes in {@code n} trials of one minute, of which {@code f} failed. */
  public Verdict add(long time, int n, int f) {
    if (n < 1 || f < 0 || f > n) {
      throw new IllegalArgumentException(f + " failures of " + n + " trials");
    }
    long minute = Math.floorDiv(time, MINUTE);
    Verdict verdict = minute > recent.newest() ? open(minute) : Verdict.NONE;
    recent.count(minute, n, f, before);
    if (minute < recent.newest()) {
      closed = null;
    }
    return f > 0 && verdict.isNone() && announced.isNone() ? judge(minute) : verdict;
  }

  /**
   * Event time has come as far as {@code time} although this stream is silent: ends an alarm whose
   * last minute is over.
   */
  public Verdict at(long time) {
    long minute = Math.floorDiv(time, MINUTE);
    return minute > recent.newest() && !announced.isNone() ? judge(minute) : Verdict.NONE;
  }

  /**
   * When a standing alarm ends by itself, event time: after 48 hours, or with its last minute when
   * late trials have taken it back. {@link Long#MAX_VALUE} without an alarm.
   */
  public long overdueAt() {
    if (announced.isNone()) {
      return Long.MAX_VALUE;
    }
    Fold now = folded();
    return MINUTE * (now.isAlarmed() ? now.overdueFrom() : recent.newest() + 1);
  }

  /** Whether an alarm stands. Costs nothing, other than {@link #standing}, which folds. */
  public boolean isAlarmed() {
    return !announced.isNone();
  }

  /** The alarm as it stands now, or NONE. */
  public Verdict standing() {
    if (announced.isNone()) {
      return Verdict.NONE;
    }
    Fold now = folded();
    return now.isAlarmed() ? now.standing(Verdict.Kind.RAISED) : announced;
  }

  /** The binary form, from which {@link #decode} continues identically. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION);
    recent.writeTo(out);
    before.writeTo(out);
    out.writeByte(closed == null ? 0 : 1);
    if (closed != null) {
      closed.writeTo(out);
    }
    announced.writeTo(out);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote. */
  public static StreamState decode(BettingCusum cusum, byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    RecentMinutes recent = RecentMinutes.readFrom(in);
    Fold before = Fold.readFrom(in, cusum);
    Fold closed = in.readByte() == 0 ? null : Fold.readFrom(in, cusum);
    return new StreamState(recent, before, closed, Verdict.readFrom(in));
  }

  /** All trials so far, with the open minute taken as closed. */
  Fold folded() {
    catchUp();
    Fold folded = closed.copy();
    recent.addOpenTo(folded);
    return folded;
  }

  private Verdict open(long minute) {
    Verdict ended = latest(catchUp(), recent.addOpenTo(closed));
    recent.open(minute, before);
    return announce(closed, ended, minute);
  }

  private Verdict judge(long minute) {
    Verdict ended = catchUp();
    Fold now = closed.copy();
    return announce(now, latest(ended, recent.addOpenTo(now)), minute);
  }

  private Verdict catchUp() {
    if (closed != null) {
      return Verdict.NONE;
    }
    closed = before.copy();
    return recent.addClosedTo(closed);
  }

  private static Verdict latest(Verdict earlier, Verdict later) {
    return later.isNone() ? earlier : later;
  }

  /** Says what differs between what was said and what is known. */
  private Verdict announce(Fold known, Verdict ended, long minute) {
    boolean overdue = known.isOverdue(minute);
    boolean wasAnnounced = !announced.isNone();
    if (known.isAlarmed() && !overdue) {
      announced = known.standing(Verdict.Kind.RAISED);
      return wasAnnounced ? Verdict.NONE : announced;
    }
    if (!wasAnnounced) {
      return Verdict.NONE;
    }
    Verdict last = overdue ? known.standing(Verdict.Kind.CLEARED) : latest(announced, ended);
    announced = Verdict.NONE;
    return last.as(Verdict.Kind.CLEARED);
  }
}
