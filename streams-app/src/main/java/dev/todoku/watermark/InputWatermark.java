package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/*
 * How it is decided how far the inputs of a task have come.
 *
 * An input is a partition that several writers may write to. Its own records say how far it has
 * been read, not what is still to come: a topic of bounces says nothing for hours, a busy machine
 * leaves a topic unread for a minute. So three things are put together.
 *
 *   - The records: the highest event time that was read of the input, "seen".
 *   - The marks: writers of ours say how far they have come [1]. A mark that was read holds for an
 *     input once everything has been processed that the input held when the mark was read, since the
 *     parts of one transaction become visible one partition after the other. Until then it holds as
 *     far as the input's own records have come: in a backlog marks are read in their place among the
 *     events, by the order of their times (KIP-695).
 *     A writer that reads itself, an intake, and is idle holds nobody up, but the marks of others hold
 *     only as far as it has proven that nothing was there for it to read.
 *   - The proof of silence: until when, by the wall clock, everything that was written to the input
 *     has been processed.
 *
 * Where a writer of ours is at work, its marks decide. Where none is, an input has come
 *
 *   - as far as its records, less an allowance for writers that are not in step;
 *   - live, where event time is now, as far as the clock less the same allowance, when it is proven
 *     to be silent;
 *   - in a replay, where event time is long past, it is left out once it has been proven to be silent
 *     for a while, half a minute if not set otherwise, until its next record. The while begins when
 *     records begin to come: who feeds one topic after the other is given that time for each.
 *
 * That holds once every intake has proven that nothing was there for it to read by then: a log that
 * is read a second later is hours behind in a replay.
 *
 * The watermark is that of the slowest input. When all are left out it goes on with the wall clock,
 * so that what waits for an end finds one; whoever has other inputs need not wait for it.
 *
 * It never goes back. What is behind it is late, which costs nothing but another look at its minute.
 *
 * [1] Akidau et al.: The Dataflow Model. Proceedings of the VLDB Endowment 8 (2015), 1792-1803.
 */

/** The low watermark of a task that reads several inputs. Not thread-safe. */
public final class InputWatermark {
  /**
   * Event time is now when it is as near to the wall clock as this, and who is as near keeps up.
   */
  private static final long LIVE_MS = Duration.ofMinutes(10).toMillis();

  private static final long MINUTE_MS = 60_000;
  private static final int VERSION = 1;
  private static final long NONE = -1;
  private static final long LEFT_OUT = Long.MAX_VALUE;

  private final List<String> inputs;
  private final long latenessMs;
  private final long patienceMs;
  private final int intakes;
  private final long[] seen;

  /** Wall time up to which the records of an input came, NONE before the first tick. */
  private final long[] quietSince;

  private final boolean[] hasSpoken;
  private final long[] processedUntil;
  private final Map<String, Writer> writers = new HashMap<>();

  /** How far unmarked inputs had come at some times, until the intakes have come as far. */
  private final Deque<Mark> unconfirmed = new ArrayDeque<>();

  private long marksProcessedUntil;

  /** Wall time of the last record, and since when records come without a longer pause. */
  private long lastRecordAt = NONE;

  private long busySince = NONE;
  private long earliest = NONE;
  private long wallTime;
  private long current;
  private boolean allLeftOut;
  private String slowest;

  /** A writer of ours: what it has said, and when that was read. */
  private static final class Writer {
    private final Deque<Mark> unproven = new ArrayDeque<>();
    private final long[] believed;
    private long read;
    private long readAt = NONE;
    private long leaseMs;
    private long behindMs;
    private long provenUntil;

    /** The latest mark that may hold in its place among the events. */
    private long usable;

    /** Whether it has caught up with the others: who joins far behind holds nobody up. */
    private boolean hasJoined;

    private WatermarkRecord.State state = WatermarkRecord.State.IDLE;

    Writer(int inputs) {
      believed = new long[inputs];
    }
  }

  /** Event time that was reached, and when by the wall clock. */
  private record Mark(long time, long readAt) {}

  /**
   * Nothing has been read.
   *
   * @param inputs names of the topics whose partitions are read
   * @param lateness how long inputs without marks are waited for
   * @param intakes how many intakes write to the inputs at least; no mark holds before all have
   *     said how far they have come
   */
  public InputWatermark(List<String> inputs, Lateness lateness, int intakes) {
    this.intakes = intakes;
    this.inputs = List.copyOf(inputs);
    this.latenessMs = lateness.allowance().toMillis();
    this.patienceMs = lateness.patience().toMillis();
    this.seen = filled(inputs.size());
    this.quietSince = filled(inputs.size());
    this.hasSpoken = new boolean[inputs.size()];
    this.processedUntil = new long[inputs.size()];
  }

  private static long[] filled(int size) {
    long[] times = new long[size];
    Arrays.fill(times, NONE);
    return times;
  }

  /**
   * A record of {@code input} has been read; others than the inputs change nothing.
   *
   * @param time event time, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   * @return whether the input has come to its next minute
   */
  public boolean onRecord(String input, long time, long now) {
    int i = inputs.indexOf(input);
    if (i < 0) {
      return false;
    }
    wallTime = now;
    if (lastRecordAt == NONE || now - lastRecordAt > patienceMs) {
      busySince = now;
    }
    lastRecordAt = now;
    earliest = earliest == NONE ? time : Math.min(earliest, time);
    hasSpoken[i] = true;
    boolean isNextMinute = Math.floorDiv(time, MINUTE_MS) > Math.floorDiv(seen[i], MINUTE_MS);
    seen[i] = Math.max(seen[i], time);
    if (isNextMinute) {
      advance();
    }
    return isNextMinute;
  }

  /**
   * A writer of ours says how far it has come.
   *
   * @param now wall clock by which it was read, epoch milliseconds
   */
  public void onMark(WatermarkRecord mark, long now) {
    wallTime = now;
    Writer writer = writers.computeIfAbsent(mark.writer(), unused -> new Writer(inputs.size()));
    writer.read = Math.max(writer.read, mark.time());
    writer.hasJoined |= writer.read >= current - LIVE_MS;
    writer.readAt = now;
    writer.leaseMs = mark.leaseMs();
    writer.behindMs = mark.behindMs();
    writer.provenUntil = mark.provenUntil();
    writer.state = mark.state();
    writer.unproven.addLast(new Mark(writer.read, now));
    if (idleProvenUntil() == Long.MAX_VALUE) {
      writer.usable = writer.read;
    }
    advance();
  }

  /**
   * Time has passed.
   *
   * @param now wall clock, epoch milliseconds
   * @param proven until when everything written to an input has been processed, by its name
   * @param marksProven the same of the marks
   */
  public void onWallClock(long now, ToLongFunction<String> proven, long marksProven) {
    wallTime = now;
    marksProcessedUntil = Math.min(now, marksProven);
    for (int i = 0; i < seen.length; i++) {
      processedUntil[i] = Math.min(now, proven.applyAsLong(inputs.get(i)));
      if (hasSpoken[i] || quietSince[i] == NONE) {
        quietSince[i] = now;
        hasSpoken[i] = false;
      }
    }
    believe();
    advance();
    removeGone();
    advance();
  }

  /** Event time that all inputs have passed, epoch milliseconds; 0 while that is not known. */
  public long current() {
    return current;
  }

  /**
   * Event time that the slowest input has been read to, epoch milliseconds, whether it is proven to
   * be complete or not, or that its writers have passed. Of an input of which nothing was read, and
   * which may still begin, it is the earliest that was read of the others; {@link Long#MAX_VALUE}
   * when nothing is waited for.
   */
  public long floor() {
    boolean isMarked = isMarked();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < seen.length; i++) {
      if (earliest != NONE && !isSilent(i)) {
        long read = seen[i] == NONE ? earliest : seen[i];
        least = Math.min(least, isMarked ? Math.max(read, marked(i)) : read);
      }
    }
    return Math.max(least, current);
  }

  /**
   * Whether there is nothing to wait for: all inputs are left out, and no writer is at work. Others
   * that read other partitions need not wait for this one.
   */
  public boolean isIdle() {
    return allLeftOut;
  }

  /**
   * Until when, by the wall clock, everything there was to read has been processed; 0 for never.
   */
  public long provenUntil() {
    return Math.min(leastProcessed(), marksProcessedUntil);
  }

  /** The input that the others wait for, null when none is waited for. */
  public String slowest() {
    return slowest;
  }

  /**
   * How far this is behind the mail that has been written, milliseconds: behind the clock where
   * mail is of now, else behind the latest that was read; and as long as something that was written
   * is known to be unread. Writers of ours add how far they are behind themselves.
   */
  public long behindMs() {
    long behind = 0;
    if (!allLeftOut && current != 0) {
      behind = Math.max(0, (isLive() ? wallTime : furthest()) - current);
    }
    for (long until : processedUntil) {
      behind = until == 0 ? behind : Math.max(behind, wallTime - until);
    }
    for (Writer writer : writers.values()) {
      behind = isWaitedFor(writer) ? Math.max(behind, writer.behindMs) : behind;
    }
    return behind;
  }

  /** How far one of the inputs is behind, as {@link #behindMs}; 0 when nobody waits for it. */
  public long behindMs(String input) {
    long reached = current(inputs.indexOf(input), isMarked());
    long reference = isLive() ? wallTime : furthest();
    // Of an input that nothing is known of, from where all are known to have come.
    long from = reached > 0 ? reached : Math.max(current, earliest);
    return reached == LEFT_OUT || reference == NONE || from <= 0
        ? 0
        : Math.max(0, reference - from);
  }

  /** The binary form, from which {@link #restore} goes on after a restart. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION).writeVarLong(current).writeSigned(earliest);
    out.writeVarLong(seen.length);
    for (long time : seen) {
      out.writeSigned(time);
    }
    out.writeVarLong(writers.size());
    writers.forEach(
        (name, writer) -> {
          out.writeBytes(
              new WatermarkRecord(name, writer.read, writer.state, writer.leaseMs, 0, 0).encode());
          out.writeByte(writer.hasJoined ? 1 : 0);
          for (long time : writer.believed) {
            out.writeVarLong(time);
          }
        });
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote; of other inputs than these, only how far all had come. */
  public void restore(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    current = in.readVarLong();
    earliest = in.readSigned();
    if (in.readVarInt() != seen.length) {
      return;
    }
    for (int i = 0; i < seen.length; i++) {
      seen[i] = in.readSigned();
    }
    for (int count = in.readVarInt(); count > 0; count--) {
      WatermarkRecord last = WatermarkRecord.decode(in.readBytes());
      Writer writer = new Writer(seen.length);
      writer.read = last.time();
      writer.state = last.state();
      writer.leaseMs = last.leaseMs();
      writer.hasJoined = in.readByte() == 1;
      for (int i = 0; i < seen.length; i++) {
        writer.believed[i] = in.readVarLong();
      }
      writers.put(last.writer(), writer);
    }
  }

  /**
   * A reader that is idle says so of what was there to read by then. What another writer says holds
   * when no idle one may still find something of that time.
   */
  private long idleProvenUntil() {
    long proven = Long.MAX_VALUE;
    int known = 0;
    for (Writer writer : writers.values()) {
      known += writer.leaseMs == 0 ? 1 : 0;
      if (writer.state == WatermarkRecord.State.IDLE && writer.leaseMs == 0) {
        proven = Math.min(proven, writer.provenUntil);
      }
    }
    return known < intakes ? 0 : proven;
  }

  private void believe() {
    long idleProven = idleProvenUntil();
    for (Writer writer : writers.values()) {
      // Read before a restart: no later than now.
      if (writer.readAt == NONE) {
        writer.readAt = wallTime;
        writer.unproven.addLast(new Mark(writer.read, wallTime));
      }
      for (int i = 0; i < seen.length; i++) {
        for (Mark mark : writer.unproven) {
          // What was written in the very millisecond of the proof is not proven by it.
          if (mark.readAt() < Math.min(processedUntil[i], idleProven)) {
            writer.believed[i] = Math.max(writer.believed[i], mark.time());
          }
        }
      }
      for (Mark mark : writer.unproven) {
        if (mark.readAt() < idleProven) {
          writer.usable = Math.max(writer.usable, mark.time());
        }
      }
      long proven = Math.min(idleProven, leastProcessed());
      while (!writer.unproven.isEmpty() && writer.unproven.peekFirst().readAt() < proven) {
        writer.unproven.removeFirst();
      }
    }
  }

  private long leastProcessed() {
    long least = Long.MAX_VALUE;
    for (long until : processedUntil) {
      least = Math.min(least, until);
    }
    return least;
  }

  /**
   * Who has closed is waited for until what it said last is believed and the watermark has come as
   * far, which another writer may delay; who is gone, for its lease.
   */
  private void removeGone() {
    for (Iterator<Writer> all = writers.values().iterator(); all.hasNext(); ) {
      Writer writer = all.next();
      boolean isClosed = writer.state == WatermarkRecord.State.CLOSED;
      boolean isDone = isClosed && writer.unproven.isEmpty() && current >= writer.read;
      boolean isGone =
          !isClosed && writer.leaseMs > 0 && marksProcessedUntil - writer.readAt > writer.leaseMs;
      if (isDone || isGone) {
        all.remove();
      }
    }
  }

  private void advance() {
    boolean isMarked = isMarked();
    long least = LEFT_OUT;
    String leastInput = null;
    for (int i = 0; i < seen.length; i++) {
      long reached = current(i, isMarked);
      if (reached < least) {
        least = reached;
        leastInput = inputs.get(i);
      }
    }
    allLeftOut = least == LEFT_OUT;
    slowest = leastInput;
    long reached = allLeftOut ? afterAll() : least;
    current = Math.max(current, isMarked ? reached : confirmed(reached));
  }

  /**
   * How far unmarked inputs have come as soon as no intake may still find something that is older.
   */
  private long confirmed(long reached) {
    long proven = idleProvenUntil();
    if (proven == Long.MAX_VALUE) {
      unconfirmed.clear();
      return reached;
    }
    if (isLive()) {
      return Math.min(reached, proven - latenessMs);
    }
    Mark last = unconfirmed.peekLast();
    if (last == null || reached > last.time()) {
      if (last != null && last.readAt() == wallTime) {
        unconfirmed.removeLast();
      }
      unconfirmed.addLast(new Mark(reached, wallTime));
    }
    long confirmed = 0;
    while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().readAt() < proven) {
      confirmed = unconfirmed.removeFirst().time();
    }
    return confirmed;
  }

  /** Whether a writer of ours is at work. */
  private boolean isMarked() {
    for (Writer writer : writers.values()) {
      if (isWaitedFor(writer)) {
        return true;
      }
    }
    return false;
  }

  private long current(int input, boolean isMarked) {
    return isMarked ? marked(input) : unmarked(input);
  }

  private static boolean isWaitedFor(Writer writer) {
    return writer.hasJoined && writer.state != WatermarkRecord.State.IDLE;
  }

  private long marked(int input) {
    long least = LEFT_OUT;
    for (Writer writer : writers.values()) {
      if (isWaitedFor(writer)) {
        long inPlace = Math.min(seen[input], writer.usable);
        least = Math.min(least, Math.max(writer.believed[input], inPlace));
      }
    }
    return least;
  }

  private long unmarked(int input) {
    long ofRecords = seen[input] == NONE ? 0 : seen[input] - latenessMs;
    if (isLive()) {
      return Math.max(ofRecords, processedUntil[input] - latenessMs);
    }
    return isSilent(input) ? LEFT_OUT : ofRecords;
  }

  private boolean isSilent(int input) {
    if (busySince == NONE && seen[input] == NONE) {
      return processedUntil[input] > 0;
    }
    long since = Math.max(quietSince[input], busySince);
    return !hasSpoken[input] && processedUntil[input] - since >= patienceMs;
  }

  private boolean isLive() {
    return wallTime != 0 && Math.abs(wallTime - furthest()) <= LIVE_MS;
  }

  private long furthest() {
    long furthest = NONE;
    for (long time : seen) {
      furthest = Math.max(furthest, time);
    }
    return furthest;
  }

  /** Nothing comes any more: time goes on with the clock from where the last record left it. */
  private long afterAll() {
    long furthest = furthest();
    if (furthest == NONE) {
      return 0;
    }
    long quietFor = Long.MAX_VALUE;
    for (int i = 0; i < seen.length; i++) {
      quietFor = Math.min(quietFor, processedUntil[i] - quietSince[i]);
    }
    return furthest + Math.max(0, quietFor);
  }
}
