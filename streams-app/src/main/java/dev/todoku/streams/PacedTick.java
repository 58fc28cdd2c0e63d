package dev.todoku.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * A tick of the wall clock that goes by a {@link ClockPace}. It falls on multiples of its length,
 * so that the ticks of all tasks of a thread are in one transaction.
 */
final class PacedTick {
  private final ProcessorContext<?, ?> context;
  private final ClockPace pace;
  private final Duration usual;
  private final Punctuator work;
  private @Nullable Cancellable due;
  private Duration length;

  /** Begins to tick. */
  PacedTick(ProcessorContext<?, ?> context, ClockPace pace, Duration usual, Punctuator work) {
    this.context = context;
    this.pace = pace;
    this.usual = usual;
    this.work = work;
    this.length = usual;
    set(context.currentSystemTimeMs());
  }

  private void set(long now) {
    length = pace.of(usual);
    long passed = Math.floorMod(now, length.toMillis());
    due =
        context.schedule(length.minusMillis(passed), PunctuationType.WALL_CLOCK_TIME, this::onTime);
  }

  private void onTime(long now) {
    cancel();
    set(now);
    work.punctuate(now);
  }

  /** Ticks at the pace of now. */
  void wake() {
    if (length.compareTo(pace.of(usual)) > 0) {
      cancel();
      set(context.currentSystemTimeMs());
    }
  }

  /** Ticks no more. */
  void cancel() {
    if (due != null) {
      due.cancel();
      due = null;
    }
  }
}
