package dev.todoku.unmatched;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.CauseTraits;
import dev.todoku.detect.SampleForm;
import dev.todoku.detect.Samples;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.wire.UnmatchedMinute;
import java.util.ArrayList;
import java.util.List;

/**
 * Case 33: bounce messages for mail that was never sent. Some always come, and all of a server's
 * that Todoku does not see; a flood is many within ten minutes, far more than usual, and more than
 * half of all bounce messages.
 */
final class BounceFlood implements UnmatchedMonitor {
  private static final int VERSION = 2;
  private static final long MINUTE_MS = 60_000;
  private static final long SLOT_MS = 10 * MINUTE_MS;

  /** Fewer than these within ten minutes are no flood. */
  private static final int MANY = 50;

  /** As many may be the beginning of one. */
  private static final int SOME = 10;

  /** So many times the usual. */
  private static final int FAR_MORE = 5;

  /** What is usual forgets half in two days. */
  private static final double KEPT_PER_SLOT = StrictMath.pow(.5, 1 / 288.0);

  /** A flood is over when it has paused so long. */
  private static final long QUIET_MS = 60 * MINUTE_MS;

  /** What lasts longer is usual. */
  private static final long LONGEST_MS = 48 * 60 * MINUTE_MS;

  private final Scope about;
  private long slot;
  private long all;
  private long unmatched;

  /** Unmatched bounces of ten minutes, on average of some days. */
  private double usual;

  /** When the open flood was reported, 0 while there is none. */
  private long openedAt;

  /** Where an open flood began, or one would have that opens now. */
  private long since;

  private long lastBusyAt;
  private long allSince;
  private long unmatchedSince;
  private long emitted;
  private long lastDue;
  private List<Evidence.Sample> samples = List.of();

  BounceFlood(Scope about) {
    this.about = about;
  }

  @Override
  public List<Signal> add(UnmatchedMinute minute) {
    List<Signal> signals = new ArrayList<>(at(minute.due()));
    lastDue = minute.due();
    enter(minute);
    all += minute.all();
    unmatched += minute.unmatched();
    allSince += minute.all();
    unmatchedSince += minute.unmatched();
    samples = Samples.latest(samples, minute.samples());
    long time = minute.due() + MINUTE_MS;
    if (unmatched >= MANY && unmatched > FAR_MORE * usual && 2 * unmatched > all) {
      lastBusyAt = time;
    }
    boolean opens = !isOpen() && lastBusyAt == time;
    if (opens) {
      openedAt = time;
    }
    if (opens || (isOpen() && unmatchedSince >= 2 * emitted)) {
      emitted = unmatchedSince;
      signals.add(
          signal(opens ? Signal.State.RAISED : Signal.State.UPDATED, time, "usual-unmatched"));
    }
    return signals;
  }

  /** While a flood is open nothing is learned, and all is counted since its onset. */
  private void enter(UnmatchedMinute minute) {
    long next = Math.floorDiv(minute.due(), SLOT_MS);
    if (next <= slot) {
      return;
    }
    if (slot != 0 && !isOpen()) {
      usual =
          (usual * KEPT_PER_SLOT + unmatched * (1 - KEPT_PER_SLOT))
              * StrictMath.pow(KEPT_PER_SLOT, next - slot - 1.0);
    }
    boolean isRising = next == slot + 1 && unmatched >= SOME && unmatched > FAR_MORE * usual;
    slot = next;
    all = 0;
    unmatched = 0;
    if (!isOpen() && !isRising) {
      since = minute.minute();
      forget();
    }
  }

  private void forget() {
    allSince = 0;
    unmatchedSince = 0;
    samples = List.of();
  }

  @Override
  public List<Signal> at(long time) {
    long endsAt = Math.min(lastBusyAt + QUIET_MS, openedAt + LONGEST_MS);
    if (!isOpen() || endsAt > time) {
      return List.of();
    }
    boolean isUsual = endsAt == openedAt + LONGEST_MS;
    Signal end =
        signal(Signal.State.CLEARED, endsAt, isUsual ? "ended-by-age" : "bounces-usual-again");
    if (isUsual) {
      usual = (double) unmatchedSince * SLOT_MS / LONGEST_MS;
    }
    openedAt = 0;
    forget();
    return List.of(end);
  }

  private Signal signal(Signal.State state, long time, String finding) {
    String value = state == Signal.State.CLEARED ? null : Long.toString(StrictMath.round(usual));
    Evidence evidence =
        Evidence.builder(FailureType.UNMATCHED_BOUNCES, Confidence.MEDIUM)
            .attempts(allSince)
            .failures(unmatchedSince)
            .score(unmatched / StrictMath.max(1, usual))
            .threshold(FAR_MORE)
            .findings(List.of(Indication.of(finding, true, value)))
            .samples(samples)
            .build();
    return new Signal(
        about,
        state,
        Cause.BACKSCATTER,
        CauseTraits.of(Cause.BACKSCATTER).severity(),
        since,
        time,
        evidence);
  }

  @Override
  public boolean isOpen() {
    return openedAt != 0;
  }

  @Override
  public long lastDue() {
    return lastDue;
  }

  @Override
  public byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeVarLong(slot)
            .writeVarLong(all)
            .writeVarLong(unmatched)
            .writeDouble(usual)
            .writeVarLong(openedAt)
            .writeVarLong(since)
            .writeVarLong(lastBusyAt)
            .writeVarLong(allSince)
            .writeVarLong(unmatchedSince)
            .writeVarLong(emitted)
            .writeVarLong(lastDue);
    SampleForm.write(out, samples);
    return out.toBytes();
  }

  static BounceFlood decode(Scope about, byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    BounceFlood flood = new BounceFlood(about);
    flood.slot = in.readVarLong();
    flood.all = in.readVarLong();
    flood.unmatched = in.readVarLong();
    flood.usual = in.readDouble();
    flood.openedAt = in.readVarLong();
    flood.since = in.readVarLong();
    flood.lastBusyAt = in.readVarLong();
    flood.allSince = in.readVarLong();
    flood.unmatchedSince = in.readVarLong();
    flood.emitted = in.readVarLong();
    flood.lastDue = in.readVarLong();
    flood.samples = SampleForm.read(in);
    return flood;
  }
}
