package dev.todoku.streams;

import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.Watermark;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes the watermark of this task to every task of the next stage, among the records for them:
 * when a minute of event time is over, and at each tick, so that it is not taken for gone.
 */
public final class WatermarkEmitter {
  private static final Duration SHORTEST_TICK = Duration.ofSeconds(5);

  /**
   * How often a stage says that it lives; {@link Watermark} counts its patience in these. Not more
   * often than there is news of its inputs: each word is a transaction.
   */
  public static final Duration TICK =
      TaskWatermark.TICK.compareTo(SHORTEST_TICK) > 0 ? TaskWatermark.TICK : SHORTEST_TICK;

  private final TypedSink<String, Object> sink;
  private final int partition;
  private long emitted;
  private long behindMs;
  private @Nullable String heldUpBy;

  public WatermarkEmitter(
      ProcessorContext<Object, Object> context, TypedSink<String, Object> sink) {
    this.sink = sink;
    this.partition = context.taskId().partition();
  }

  /** All records from before {@code time} have been written. */
  public void onWatermark(long time) {
    long minute = OpenMinutes.minuteOf(time);
    if (minute > emitted) {
      emit(minute, false);
    }
  }

  /**
   * What is reported from now on about the wait.
   *
   * @param behind milliseconds that the stage is behind the mail that has been written
   * @param by the input that it waits for, null when it waits for none
   */
  public void waits(long behind, @Nullable String by) {
    behindMs = behind;
    heldUpBy = by;
  }

  /**
   * A tick of wall time has passed.
   *
   * @param idle whether there has been nothing to read for a while
   */
  public void onWallClock(long time, boolean idle) {
    emit(Math.max(emitted, OpenMinutes.minuteOf(time)), idle);
  }

  private void emit(long time, boolean idle) {
    emitted = time;
    sink.send(
        Integer.toString(partition),
        new StageWatermark(partition, time, idle, behindMs, heldUpBy),
        time);
  }
}
