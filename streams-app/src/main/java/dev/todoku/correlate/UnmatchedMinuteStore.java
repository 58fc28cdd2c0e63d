package dev.todoku.correlate;

import dev.todoku.streams.Names;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.UnmatchedMinute;
import java.util.List;
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

  UnmatchedMinuteStore(ProcessorContext<Object, Object> context) {
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

  /** Counts some, while the inputs have come to {@code watermark}. */
  void add(List<UnmatchedMinute> parts, long watermark) {
    for (UnmatchedMinute part : parts) {
      minutes.change(
          OpenMinutes.minuteOf(watermark),
          part.monitorKey() + part.due(),
          known -> known == null ? part : known.plus(part));
    }
  }

  /** All inputs have passed {@code watermark}: passes on what was counted before. */
  void advance(long watermark) {
    passOn(watermark);
    emitter.onWatermark(watermark);
  }

  /** See {@link WatermarkEmitter#onWallClock}. */
  void onWallClock(long watermark, boolean idle) {
    passOn(watermark);
    emitter.onWallClock(watermark, idle);
  }

  private void passOn(long watermark) {
    minutes
        .takeOver(watermark)
        .forEach(minute -> sink.send(minute.about().subject(), minute, minute.minute()));
  }
}
