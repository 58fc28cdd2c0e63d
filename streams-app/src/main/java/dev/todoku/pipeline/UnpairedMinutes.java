package dev.todoku.pipeline;

import dev.todoku.unpaired.UnpairedMinute;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts halves, and passes the counts on once a minute: two further records a message would be as
 * many as all that the stage writes otherwise. Tells, after the counts, how far all topics are read
 * that may have the other halves.
 */
final class UnpairedMinutes {
  /**
   * A half is missed after minutes only, and wrongly when its topic is starved on a busy machine.
   */
  private static final int PATIENCE_TICKS = 60;

  private final OpenMinutes<UnpairedMinute> minutes;
  private final Outlet<String, Object> outlet;
  private final ProgressTeller progress;
  private final InputFrontier read;

  /**
   * Begins to count.
   *
   * @param inputs topics that have halves
   */
  UnpairedMinutes(ProcessorContext<Object, Object> context, List<String> inputs) {
    minutes =
        new OpenMinutes<>(
            context.getStateStore(Names.UNPAIRED_COUNTS_STORE),
            UnpairedMinute::encode,
            UnpairedMinute::decode);
    outlet = new Outlet<>(context, Names.sink(Names.CORRELATE, InternalTopics.UNPAIRED.name()));
    progress = new ProgressTeller(context, outlet);
    read = new InputFrontier(inputs, PATIENCE_TICKS);
  }

  /** See {@link InputFrontier#hear}. */
  void hear(String topic, long time) {
    read.hear(topic, time);
  }

  /** Counts some. */
  void add(List<UnpairedMinute> parts) {
    for (UnpairedMinute part : parts) {
      minutes.change(
          OpenMinutes.minuteOf(read.reached()),
          UnpairedProcessor.watchOf(part) + part.due(),
          known -> known == null ? part : known.plus(part));
    }
  }

  /** Passes on what was counted in the minutes that are over. */
  void flush() {
    passOn();
    progress.reach(read.reached());
  }

  /** A tick of {@link InputFrontier#TICK} has passed; the task has come to {@code time}. */
  void listen(long time) {
    read.tick();
    read.follow(time);
    flush();
  }

  /** See {@link InputFrontier#follow}. */
  void follow(long time) {
    read.follow(time);
  }

  /** See {@link ProgressTeller#tick}. */
  void tick(boolean idle) {
    passOn();
    progress.tick(read.reached(), idle);
  }

  private void passOn() {
    minutes
        .takeOver(read.reached())
        .forEach(minute -> outlet.send(minute.about().subject(), minute, minute.minute()));
  }
}
