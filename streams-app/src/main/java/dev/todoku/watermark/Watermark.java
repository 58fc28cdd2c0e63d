package dev.todoku.watermark;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event time that all tasks of the stage before have passed: what is older is complete.
 *
 * <p>Tasks read their partitions at their own speed. In a backlog they are hours of event time
 * apart, and who judged on arrival would judge something else in every replay. The watermark is
 * that of the slowest task, as the watermark of a dataflow is that of its slowest input [1].
 *
 * <p>Who has nothing to read holds nobody up: idle tasks are left out, and when all are idle the
 * watermark is that of the furthest. Who is silent for any other reason, because it is starved or
 * its instance is gone, is waited for: what it has to say decides the minutes that wait. The
 * watermark never goes back.
 *
 * <p>[1] Akidau et al.: The Dataflow Model. Proceedings of the VLDB Endowment 8 (2015), 1792-1803.
 *
 * <p>Not thread-safe.
 */
public final class Watermark {
  private static final long NOT_HEARD = -1;

  private final long[] times;
  private final boolean[] idle;
  private final long[] behindMs;
  private final String[] heldUpBy;
  private long current;

  /** Waits for {@code tasks} tasks, all of them unheard. */
  public Watermark(int tasks) {
    times = new long[tasks];
    idle = new boolean[tasks];
    behindMs = new long[tasks];
    heldUpBy = new String[tasks];
    Arrays.fill(times, NOT_HEARD);
  }

  /** Takes in what a task says. */
  public void advance(StageWatermark progress) {
    int task = progress.partition();
    times[task] = Math.max(times[task], progress.time());
    idle[task] = progress.idle();
    behindMs[task] = progress.behindMs();
    heldUpBy[task] = progress.heldUpBy();
    current = Math.max(current, slowest());
  }

  /** How far the task that is furthest behind is behind the mail that has been written. */
  public long behindMs() {
    long most = 0;
    for (long behind : behindMs) {
      most = Math.max(most, behind);
    }
    return most;
  }

  /**
   * What all wait for: the input that the slowest task waits for, or the task itself while nothing
   * has come from it; null when none is waited for.
   */
  public @Nullable String heldUpBy() {
    int slowest = -1;
    for (int task = 0; task < times.length; task++) {
      if (isAwaited(task) && (slowest < 0 || times[task] < times[slowest])) {
        slowest = task;
      }
    }
    if (slowest < 0) {
      return null;
    }
    return times[slowest] == NOT_HEARD ? "partition " + slowest : heldUpBy[slowest];
  }

  /** Event time that all have passed, 0 when that is not known yet. */
  public long current() {
    return current;
  }

  /** Whether none of the tasks is at work. */
  public boolean isIdle() {
    for (int task = 0; task < times.length; task++) {
      if (isAwaited(task)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAwaited(int task) {
    return !idle[task];
  }

  private long slowest() {
    long slowest = Long.MAX_VALUE;
    long furthest = 0;
    for (int task = 0; task < times.length; task++) {
      furthest = Math.max(furthest, times[task]);
      if (isAwaited(task)) {
        slowest = Math.min(slowest, times[task]);
      }
    }
    return slowest == Long.MAX_VALUE ? furthest : Math.max(0, slowest);
  }
}
