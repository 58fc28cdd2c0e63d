package dev.todoku.streams;

import dev.todoku.watermark.WatermarkRecord;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How far one task of an intake has come in its only input, and what it publishes of that to who
 * reads the events that it writes.
 */
public final class IntakeWatermark implements AutoCloseable {
  /** For an intake that publishes all that it has read. */
  public static final long NOTHING_HELD = Long.MAX_VALUE;

  private final ProcessorContext<Object, Object> context;
  private final String input;
  private final TaskWatermark watermark;
  private final IntakeMarks marks;

  private IntakeWatermark(
      ProcessorContext<Object, Object> context,
      String input,
      TaskWatermark watermark,
      IntakeMarks marks) {
    this.context = context;
    this.input = input;
    this.watermark = watermark;
    this.marks = marks;
  }

  /**
   * Goes on where the task was.
   *
   * @param intake whose task it is
   */
  public static IntakeWatermark open(
      ProcessorContext<Object, Object> context,
      Intake intake,
      PipelineSettings settings,
      PipelineMetrics metrics) {
    String input = intake.topic().name();
    return new IntakeWatermark(
        context,
        input,
        TaskWatermark.open(
            context, intake.stage(), settings, metrics, List.of(input), intake.marks(), 0),
        new IntakeMarks(context, intake.stage()));
  }

  /** See {@link TaskWatermark#everyTick}. */
  public void everyTick(LongConsumer tick) {
    watermark.everyTick(tick);
  }

  /** A writer of the input has marked how far it has come. */
  public void onMark(WatermarkRecord mark) {
    watermark.onMark(mark);
  }

  /** What happened at {@code time} has been read. */
  public void onRecord(long time) {
    watermark.onRecord(input, time);
  }

  /** A record has been read whose time a stranger may have chosen: none is ahead of the clock. */
  public void onRecord(Record<?, ?> record) {
    onRecord(Math.min(record.timestamp(), context.currentSystemTimeMs()));
  }

  /** A tick of the clock has passed. */
  public void onWallClock(long now) {
    watermark.onWallClock(now);
  }

  /**
   * Publishes at the next minute of event time.
   *
   * @param held event time of the earliest that is read and not yet published
   */
  public void publish(long held) {
    marks.onWatermark(Math.min(watermark.current(), held));
  }

  /** Publishes at a tick of the clock, with the same parameter as {@link #publish}. */
  public void publishAtTick(long held) {
    marks.onWallClock(
        Math.min(watermark.current(), held),
        watermark.isIdle(),
        watermark.behindMs(),
        watermark.provenUntil());
  }

  /** Event time that the input has passed, epoch milliseconds; 0 while that is not known. */
  public long current() {
    return watermark.current();
  }

  /** Whether nothing is to be read. */
  public boolean isIdle() {
    return watermark.isIdle();
  }

  @Override
  public void close() {
    watermark.close();
  }
}
