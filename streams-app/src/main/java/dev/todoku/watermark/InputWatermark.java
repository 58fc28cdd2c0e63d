package dev.todoku.watermark;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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
  public static final long LIVE_MS = Duration.ofMinutes(10).toMillis();

  private static final int VERSION = 1;
  private static final long LEFT_OUT = Long.MAX_VALUE;

  private final long latenessMs;
  private final InputReadings readings;
  private final MarkingWriters writers;

  /** How far unmarked inputs had come at some times, until the intakes have come as far. */
  private final Deque<ReadTime> unconfirmed = new ArrayDeque<>();

  private long marksProcessedUntil;
  private long wallTime;
  private long current;
  private boolean allLeftOut;
  private @Nullable String slowest;

  /**
   * Nothing has been read.
   *
   * @param inputs names of the topics whose partitions are read
   * @param lateness how long inputs without marks are waited for
   * @param intakes how many intakes write to the inputs at least; no mark holds before all have
   *     said how far they have come
   */
  public InputWatermark(List<String> inputs, Lateness lateness, int intakes) {
    this.latenessMs = lateness.allowance().toMillis();
    this.readings = new InputReadings(inputs, lateness.patience().toMillis());
    this.writers = new MarkingWriters(inputs.size(), intakes);
  }

  /**
   * A record of {@code input} has been read; others than the inputs change nothing.
   *
   * @param time event time, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   * @return whether the input has come to its next minute
   */
  public boolean onRecord(String input, long time, long now) {
    int number = readings.number(input);
    if (number < 0) {
      return false;
    }
    wallTime = now;
    boolean isNextMinute = readings.onRecord(number, time, now);
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
    writers.onMark(mark, current - LIVE_MS, now);
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
    readings.onWallClock(now, proven);
    writers.believe(readings, now);
    advance();
    writers.removeOver(current, marksProcessedUntil);
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
    boolean isMarked = writers.areAtWork();
    long earliest = readings.earliest();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < readings.count(); i++) {
      if (earliest != InputReadings.NONE && !readings.isSilent(i)) {
        long seen = readings.seen(i);
        long read = seen == InputReadings.NONE ? earliest : seen;
        least = Math.min(least, isMarked ? Math.max(read, writers.current(i, seen)) : read);
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
    return Math.min(readings.leastProcessed(), marksProcessedUntil);
  }

  /** The input that the others wait for, null when none is waited for. */
  public @Nullable String slowest() {
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
      behind = Math.max(0, (isLive() ? wallTime : readings.furthest()) - current);
    }
    return Math.max(Math.max(behind, readings.unreadForMs(wallTime)), writers.behindMs());
  }

  /** How far one of the inputs is behind, as {@link #behindMs}; 0 when nobody waits for it. */
  public long behindMs(String input) {
    long reached = current(readings.number(input), writers.areAtWork());
    long reference = isLive() ? wallTime : readings.furthest();
    // Of an input that nothing is known of, from where all are known to have come.
    long from = reached > 0 ? reached : Math.max(current, readings.earliest());
    return reached == LEFT_OUT || reference == InputReadings.NONE || from <= 0
        ? 0
        : Math.max(0, reference - from);
  }

  /** The binary form, from which {@link #restore} goes on after a restart. */
  public byte[] encode() {
    BinaryWriter out = new BinaryWriter(VERSION).writeVarLong(current);
    readings.write(out);
    writers.write(out);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote; of other inputs than these, only how far all had come. */
  public void restore(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    current = in.readVarLong();
    if (readings.read(in)) {
      writers.read(in);
    }
  }

  private void advance() {
    boolean isMarked = writers.areAtWork();
    long least = LEFT_OUT;
    String leastInput = null;
    for (int i = 0; i < readings.count(); i++) {
      long reached = current(i, isMarked);
      if (reached < least) {
        least = reached;
        leastInput = readings.name(i);
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
    long proven = writers.idleProvenUntil();
    if (proven == Long.MAX_VALUE) {
      unconfirmed.clear();
      return reached;
    }
    if (isLive()) {
      return Math.min(reached, proven - latenessMs);
    }
    ReadTime last = unconfirmed.peekLast();
    if (last == null || reached > last.time()) {
      if (last != null && last.readAt() == wallTime) {
        unconfirmed.removeLast();
      }
      unconfirmed.addLast(new ReadTime(reached, wallTime));
    }
    long confirmed = 0;
    while (!unconfirmed.isEmpty() && unconfirmed.peekFirst().readAt() < proven) {
      confirmed = unconfirmed.removeFirst().time();
    }
    return confirmed;
  }

  private long current(int input, boolean isMarked) {
    return isMarked ? writers.current(input, readings.seen(input)) : unmarked(input);
  }

  private long unmarked(int input) {
    long seen = readings.seen(input);
    long ofRecords = seen == InputReadings.NONE ? 0 : seen - latenessMs;
    if (isLive()) {
      return Math.max(ofRecords, readings.processedUntil(input) - latenessMs);
    }
    return readings.isSilent(input) ? LEFT_OUT : ofRecords;
  }

  private boolean isLive() {
    return wallTime != 0 && Math.abs(wallTime - readings.furthest()) <= LIVE_MS;
  }

  /** Nothing comes any more: time goes on with the clock from where the last record left it. */
  private long afterAll() {
    long furthest = readings.furthest();
    return furthest == InputReadings.NONE ? 0 : furthest + readings.quietForMs();
  }
}
