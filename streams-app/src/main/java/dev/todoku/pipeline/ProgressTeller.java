package dev.todoku.pipeline;

import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Tells every task of the next stage how far this one has come, among what it writes for them: when
 * a minute of event time is over, and at each tick, so that it is not taken for gone.
 */
final class ProgressTeller {
  /** How often a stage says that it lives; {@link Frontier} counts its patience in these. */
  static final Duration TICK = Duration.ofSeconds(5);

  private final Outlet<String, Object> outlet;
  private final int partition;
  private long told;
  private long behindMs;
  private String heldUpBy;

  ProgressTeller(ProcessorContext<Object, Object> context, Outlet<String, Object> outlet) {
    this.outlet = outlet;
    this.partition = context.taskId().partition();
  }

  /** All that belongs before {@code time} has been told. */
  void reach(long time) {
    long minute = OpenMinutes.minuteOf(time);
    if (minute > told) {
      tell(minute, false);
    }
  }

  /**
   * What is told from now on of the wait.
   *
   * @param behind milliseconds that the stage is behind the mail that has been written
   * @param by the input that it waits for, null when it waits for none
   */
  void waits(long behind, String by) {
    behindMs = behind;
    heldUpBy = by;
  }

  /**
   * A tick of wall time has passed.
   *
   * @param idle whether there has been nothing to read for a while
   */
  void tick(long time, boolean idle) {
    tell(Math.max(told, OpenMinutes.minuteOf(time)), idle);
  }

  private void tell(long time, boolean idle) {
    told = time;
    outlet.send(
        Integer.toString(partition), new Progress(partition, time, idle, behindMs, heldUpBy), time);
  }
}
