package dev.todoku.streams;

import dev.todoku.schema.Topic;
import dev.todoku.watermark.Consumed;
import dev.todoku.watermark.InputWatermark;
import dev.todoku.watermark.WatermarkRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How far the inputs of one task have come, kept over restarts.
 *
 * <p>The clock is looked at once a tick. When a writer of live mail marks that a minute is over, an
 * alert may wait for that minute: then the clock is looked at, and proofs are asked for, ten times
 * a second, until the mark holds or two seconds have passed. What holds is the same, only sooner.
 * Where nothing has come for a while, no alert waits.
 */
public final class TaskWatermark implements AutoCloseable {
  /**
   * How often the clock is looked at: silence is not noticed sooner. Each tick is a transaction, so
   * that a process which must be quiet when nothing comes looks more seldom.
   */
  public static final Duration TICK =
      Duration.ofMillis(Long.getLong("todoku.watermark.tick.ms", 1_000));

  private static final Duration HASTY_TICK = Duration.ofMillis(100);
  private static final int HASTY_TICKS = 20;
  private static final String ENTRY = "inputs";

  private final ProcessorContext<?, ?> context;
  private final InputWatermark inputs;
  private final Consumed.Reading reading;
  private final String marks;
  private final KeyValueStore<String, byte[]> store;
  private final String stage;
  private final List<String> topics;
  private final PipelineMetrics metrics;
  private final ClockPace pace;
  private byte @Nullable [] stored;
  private LongConsumer tick = this::onWallClock;

  /** The start of the latest minute that the task has hurried to, epoch milliseconds. */
  private long hurriedTo;

  private @Nullable Cancellable hastyTick;
  private int hastyTicksLeft;

  private TaskWatermark(
      ProcessorContext<?, ?> context,
      String stage,
      PipelineSettings settings,
      PipelineMetrics metrics,
      List<String> topics,
      String marks,
      int intakes) {
    this.context = context;
    this.stage = stage;
    this.topics = topics;
    this.metrics = metrics;
    this.marks = marks;
    inputs = settings.watermark(topics, intakes);
    pace = settings.pace();
    List<String> all = new ArrayList<>(topics);
    all.add(marks);
    reading = settings.consumed().of(all, context.taskId().partition());
    store = context.getStateStore(Names.watermark(stage));
    stored = store.get(ENTRY);
    if (stored != null) {
      inputs.restore(stored);
    }
  }

  /**
   * Goes on where the task was.
   *
   * @param stage name of the stage, which {@link Stage#remembersWatermark}
   * @param topics its inputs
   * @param marks the topic of the watermarks that it reads
   * @param intakes how many intakes write to its inputs at least
   */
  public static TaskWatermark open(
      ProcessorContext<Object, Object> context,
      String stage,
      PipelineSettings settings,
      PipelineMetrics metrics,
      List<String> topics,
      Topic<String, WatermarkRecord> marks,
      int intakes) {
    return new TaskWatermark(context, stage, settings, metrics, topics, marks.name(), intakes);
  }

  /**
   * Begins to look at the clock.
   *
   * @param tick calls {@link #onWallClock}, then does what the watermark allows
   */
  public void everyTick(LongConsumer tick) {
    this.tick = tick;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, tick::accept);
  }

  /** A record of one of the inputs has been processed. */
  public void onRecord(String topic, long time) {
    if (inputs.onRecord(topic, time, context.currentSystemTimeMs())) {
      store();
    }
  }

  /**
   * A writer says how far it has come. An intake repeats it at its next tick; what another writer
   * says may be its last word, and is stored with the position behind it.
   */
  public void onMark(WatermarkRecord mark) {
    long now = context.currentSystemTimeMs();
    inputs.onMark(mark, now);
    long minute = OpenMinutes.minuteOf(mark.time());
    if (minute > hurriedTo
        && minute > inputs.current()
        && !pace.isQuiet()
        && now - mark.time() <= InputWatermark.LIVE_MS) {
      hurryTo(minute);
    }
    if (mark.leaseMs() > 0) {
      store();
    }
  }

  /** A tick has passed. */
  public void onWallClock(long now) {
    inputs.onWallClock(now, reading::processedUntil, reading.processedUntil(marks));
    topics.forEach(topic -> metrics.watermarkLag(this, stage, topic, inputs.behindMs(topic)));
    store();
  }

  private void hurryTo(long minute) {
    hurriedTo = minute;
    hastyTicksLeft = HASTY_TICKS;
    reading.hasten();
    if (hastyTick == null) {
      hastyTick = context.schedule(HASTY_TICK, PunctuationType.WALL_CLOCK_TIME, this::onHastyTick);
    }
  }

  private void onHastyTick(long now) {
    tick.accept(now);
    hastyTicksLeft--;
    boolean isThere = inputs.current() >= hurriedTo;
    if (isThere) {
      // The next stage sees that the minute is over once it is committed.
      context.commit();
    }
    if (isThere || hastyTicksLeft == 0) {
      if (hastyTick != null) {
        hastyTick.cancel();
        hastyTick = null;
      }
    } else {
      reading.hasten();
    }
  }

  private void store() {
    byte[] encoded = inputs.encode();
    if (!Arrays.equals(encoded, stored)) {
      stored = encoded;
      store.put(ENTRY, encoded);
    }
  }

  /** Event time that all inputs have passed, epoch milliseconds; 0 while that is not known. */
  public long current() {
    return inputs.current();
  }

  /** Event time that the slowest input has been read to, proven or not. */
  public long floor() {
    return inputs.floor();
  }

  /** Whether nobody need wait for this task. */
  public boolean isIdle() {
    return inputs.isIdle();
  }

  /** Until when everything there was to read has been processed, by the wall clock. */
  long provenUntil() {
    return inputs.provenUntil();
  }

  /** How far this is behind the mail that has been written, milliseconds. */
  public long behindMs() {
    return inputs.behindMs();
  }

  /** The input that the others wait for, null when none is waited for. */
  public @Nullable String slowest() {
    return inputs.slowest();
  }

  @Override
  public void close() {
    reading.close();
    metrics.forgetWatermark(this);
  }
}
