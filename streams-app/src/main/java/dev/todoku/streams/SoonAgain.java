package dev.todoku.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Goes on with work of which a call leaves a part, so that its thread can commit in between. */
public final class SoonAgain {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ProcessorContext<?, ?> context;
  private final Runnable work;
  private @Nullable Cancellable due;

  /** {@code work} asks again when it leaves something. */
  public SoonAgain(ProcessorContext<?, ?> context, Runnable work) {
    this.context = context;
    this.work = work;
  }

  /** Runs the work once more, unless that is due already. */
  public void ask() {
    if (due == null) {
      due = context.schedule(PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> goOn());
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
