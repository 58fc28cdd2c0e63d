package dev.todoku.correlate;

import dev.todoku.schema.MailEvent;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.TaskWatermark;
import dev.todoku.watermark.WatermarkRecord;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The times that a task of Correlate goes by. All are event times in epoch milliseconds.
 *
 * <ul>
 *   <li>The <b>stream time</b> is the latest time of a record that came. It says in which days of
 *       the state a message can be, and decides nothing.
 *   <li>The <b>watermark</b> is the time that all inputs have passed. What waits for something to
 *       come is given up by it.
 *   <li>The <b>floor</b> is the time that the slowest input has been read to. An event days ahead
 *       of it would push out days of the state that the slowest input needs. It is held back until
 *       the floor has come near, and while it is held the watermark does not pass it.
 * </ul>
 */
final class CorrelateClock implements AutoCloseable {
  private final TaskWatermark inputs;
  private final AheadEventStore ahead;
  private final LongSupplier streamTime;

  /** Time of the event that is being taken out of those held back. */
  private long taken = Long.MAX_VALUE;

  CorrelateClock(TaskWatermark inputs, AheadEventStore ahead, LongSupplier streamTime) {
    this.inputs = inputs;
    this.ahead = ahead;
    this.streamTime = streamTime;
  }

  /** See {@link TaskWatermark#everyTick}. */
  void everyTick(LongConsumer tick) {
    inputs.everyTick(tick);
  }

  long streamTime() {
    return streamTime.getAsLong();
  }

  /** The time that all inputs have passed; what is held back is still to be processed. */
  long watermark() {
    return Math.min(inputs.current(), Math.min(taken, ahead.earliest()));
  }

  /** Whether an event of {@code time} that no known message has must be held back. */
  boolean isAhead(long time) {
    // The floor is never below the watermark: most events need no look at every input.
    return time >= DayBuckets.aheadFrom(inputs.current()) && time >= aheadFrom();
  }

  private long aheadFrom() {
    long floor = inputs.floor();
    return floor == Long.MAX_VALUE ? floor : DayBuckets.aheadFrom(floor);
  }

  /** Keeps {@code event} until {@link #release} hands it out. */
  void holdBack(MailEvent event) {
    ahead.add(event);
  }

  /** Hands out events that need not be held back any longer, the earliest first. */
  void release(int limit, Consumer<MailEvent> then) {
    if (ahead.isEmpty()) {
      return;
    }
    for (MailEvent event : ahead.takeBefore(aheadFrom(), limit)) {
      taken = event.time();
      then.accept(event);
    }
    taken = Long.MAX_VALUE;
  }

  /** A record of an input has been processed. */
  void onRecord(String topic, long time) {
    inputs.onRecord(topic, time);
  }

  /** A writer of an input says how far it has come. */
  void onMark(WatermarkRecord mark) {
    inputs.onMark(mark);
  }

  /** A tick of wall time has passed. */
  void onWallClock(long now) {
    inputs.onWallClock(now);
  }

  /** Whether nobody need wait for this task. */
  boolean isIdle() {
    return inputs.isIdle() && ahead.earliest() >= inputs.current();
  }

  /** How far this is behind the mail that has been written, milliseconds. */
  long behindMs() {
    return inputs.behindMs();
  }

  /** The input that the others wait for, null when none is waited for. */
  @Nullable String slowestInput() {
    return inputs.slowest();
  }

  @Override
  public void close() {
    inputs.close();
  }
}
