package dev.todoku.streams;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Runs a piece of work once, a little later, however often that is asked for meanwhile. */
public final class SoonAgain {
  /** For what a call leaves: its thread can commit in between. */
  private static final Duration BETWEEN_PARTS = Duration.ofMillis(50);

  private final ProcessorContext<?, ?> context;
  private final Duration pause;
  private final Runnable work;
  private @Nullable Cancellable due;
  private long dueAt;

  /** {@code work} asks again when it leaves something. */
  public SoonAgain(ProcessorContext<?, ?> context, Runnable work) {
    this(context, BETWEEN_PARTS, work);
  }

  /**
   * As above.
   *
   * @param pause how much later the work runs
   */
  public SoonAgain(ProcessorContext<?, ?> context, Duration pause, Runnable work) {
    this.context = context;
    this.pause = pause;
    this.work = work;
  }

  /** Runs the work once more, unless that is due already. */
  public void ask() {
    askIn(pause);
  }

  /** Runs the work {@code later} than now, unless it is due before that. */
  public void askIn(Duration later) {
    long at = context.currentSystemTimeMs() + later.toMillis();
    if (due != null && at < dueAt) {
      due.cancel();
      due = null;
    }
    if (due == null) {
      dueAt = at;
      // At a time, and not by a tick, whose pace may change.
      due =
          context.schedule(
              Instant.ofEpochMilli(at), later, PunctuationType.WALL_CLOCK_TIME, now -> goOn());
    }
  }

  private void goOn() {
    if (due != null) {
      due.cancel();
      due = null;
    }
    work.run();
  }
}
