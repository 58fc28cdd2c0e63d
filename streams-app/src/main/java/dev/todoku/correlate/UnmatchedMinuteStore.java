package dev.todoku.correlate;

import dev.todoku.streams.Names;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.UnmatchedMinute;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts halves, and passes the counts on once a minute: two further records a message would be as
 * many as all that the stage writes otherwise. Publishes, after the counts, how far all topics are
 * read that may have the other halves.
 */
final class UnmatchedMinuteStore {
  private final OpenMinutes<UnmatchedMinute> minutes;
  private final TypedSink<String, Object> sink;
  private final WatermarkEmitter emitter;
  private final LongSupplier watermark;

  /**
   * Goes on where the task was.
   *
   * @param watermark how far the inputs have come, epoch milliseconds
   */
  UnmatchedMinuteStore(ProcessorContext<Object, Object> context, LongSupplier watermark) {
    this.watermark = watermark;
    minutes =
        new OpenMinutes<>(
            context.getStateStore(Names.UNMATCHED_COUNTS_STORE),
            UnmatchedMinute::encode,
            UnmatchedMinute::decode);
    sink =
        new TypedSink<>(
            context, Names.sink(Names.CORRELATE, InternalTopics.UNMATCHED_MINUTES.name()));
    emitter = new WatermarkEmitter(context, sink);
  }

  void add(List<UnmatchedMinute> parts) {
    for (UnmatchedMinute part : parts) {
      minutes.change(
          OpenMinutes.minuteOf(watermark.getAsLong()),
          part.monitorKey() + part.due(),
          known -> known == null ? part : known.plus(part));
    }
  }

  /** The watermark may have come further: passes on what was counted before it. */
  void onWatermark() {
    passOn();
    emitter.onWatermark(watermark.getAsLong());
  }

  /** See {@link WatermarkEmitter#onWallClock}. */
  void onWallClock(boolean idle) {
    passOn();
    emitter.onWallClock(watermark.getAsLong(), idle);
  }

  private void passOn() {
    minutes
        .takeOver(watermark.getAsLong())
        .forEach(minute -> sink.send(minute.about().subject(), minute, minute.minute()));
  }
}
