package dev.todoku.pipeline;

import dev.todoku.unpaired.UnpairedMinute;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts halves, and passes the counts on once a minute: two further records a message would be as
 * many as all that the stage writes otherwise. Publishes, after the counts, how far all topics are
 * read that may have the other halves.
 */
final class UnpairedMinutes {
  private final OpenMinutes<UnpairedMinute> minutes;
  private final Outlet<String, Object> outlet;
  private final ProgressTeller progress;

  UnpairedMinutes(ProcessorContext<Object, Object> context) {
    minutes =
        new OpenMinutes<>(
            context.getStateStore(Names.UNPAIRED_COUNTS_STORE),
            UnpairedMinute::encode,
            UnpairedMinute::decode);
    outlet = new Outlet<>(context, Names.sink(Names.CORRELATE, InternalTopics.UNPAIRED.name()));
    progress = new ProgressTeller(context, outlet);
  }

  /** Counts some, while the inputs have come to {@code watermark}. */
  void add(List<UnpairedMinute> parts, long watermark) {
    for (UnpairedMinute part : parts) {
      minutes.change(
          OpenMinutes.minuteOf(watermark),
          UnpairedProcessor.watchOf(part) + part.due(),
          known -> known == null ? part : known.plus(part));
    }
  }

  /** All inputs have passed {@code watermark}: passes on what was counted before. */
  void advance(long watermark) {
    passOn(watermark);
    progress.reach(watermark);
  }

  /** See {@link ProgressTeller#tick}. */
  void tick(long watermark, boolean idle) {
    passOn(watermark);
    progress.tick(watermark, idle);
  }

  private void passOn(long watermark) {
    minutes
        .takeOver(watermark)
        .forEach(minute -> outlet.send(minute.about().subject(), minute, minute.minute()));
  }
}
