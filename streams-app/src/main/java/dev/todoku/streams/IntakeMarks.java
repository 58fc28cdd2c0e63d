package dev.todoku.streams;

import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.watermark.WatermarkRecord.State;
import dev.todoku.wire.InternalTopics;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Publishes how far an intake task has come, to whoever reads the events that it writes: at each
 * minute of event time, and at a tick of the clock when it has come further.
 */
final class IntakeMarks {
  private final TypedSink<String, Object> sink;
  private final String writer;
  private long published;
  private @Nullable State state;
  private long behindMs;
  private long provenUntil;

  IntakeMarks(ProcessorContext<Object, Object> context, String stage) {
    this.sink = new TypedSink<>(context, Names.sink(stage, InternalTopics.WATERMARKS.name()));
    this.writer = stage + '-' + context.taskId().partition();
  }

  /** All events before {@code time} have been written. */
  void onWatermark(long time) {
    if (OpenMinutes.minuteOf(time) > published) {
      publish(time, State.ACTIVE);
    }
  }

  /**
   * A tick of the clock has passed.
   *
   * @param behind milliseconds that the task is behind what there is to read
   * @param proven wall-clock time up to which it has processed everything there was to read
   */
  void onWallClock(long time, boolean isIdle, long behind, long proven) {
    behindMs = behind;
    boolean isProven = proven > provenUntil;
    provenUntil = proven;
    State now = isIdle ? State.IDLE : State.ACTIVE;
    if (time > published || now != state || isProven) {
      publish(Math.max(time, published), now);
    }
  }

  private void publish(long time, State now) {
    published = time;
    state = now;
    sink.send(writer, new WatermarkRecord(writer, time, now, 0, behindMs, provenUntil), time);
  }
}
