package dev.todoku.progress;

import java.util.Arrays;

/**
 * The event time that all tasks of the stage before have passed: what is older is complete.
 *
 * <p>Tasks read their partitions at their own speed. In a backlog they are hours of event time
 * apart, and who judged on arrival would judge something else in every replay. The frontier is that
 * of the slowest task, as the watermark of a dataflow is that of its slowest input [1].
 *
 * <p>Who has nothing to read holds nobody up: idle tasks are left out, and when all are idle the
 * frontier is that of the furthest. Neither does who is gone: a task that says nothing for {@value
 * #PATIENCE_TICKS} ticks of wall time is left out until it is heard again. What it tells then may
 * be late, which costs order but no count. The frontier never goes back.
 *
 * <p>[1] Akidau et al.: The Dataflow Model. Proceedings of the VLDB Endowment 8 (2015), 1792-1803.
 *
 * <p>Not thread-safe.
 */
public final class Frontier {
  /** At a tick every five seconds, a minute. */
  static final int PATIENCE_TICKS = 12;

  private static final long NOT_HEARD = -1;

  private final long[] times;
  private final boolean[] idle;
  private final int[] silentTicks;
  private long reached;

  /** Waits for {@code tasks} tasks, all of them unheard. */
  public Frontier(int tasks) {
    times = new long[tasks];
    idle = new boolean[tasks];
    silentTicks = new int[tasks];
    Arrays.fill(times, NOT_HEARD);
  }

  /** Takes in what a task says. */
  public void hear(Progress progress) {
    int task = progress.partition();
    times[task] = Math.max(times[task], progress.time());
    idle[task] = progress.idle();
    silentTicks[task] = 0;
    reached = Math.max(reached, current());
  }

  /** To be called once a tick of wall time. */
  public void tick() {
    for (int task = 0; task < silentTicks.length; task++) {
      silentTicks[task]++;
    }
    reached = Math.max(reached, current());
  }

  /** Event time that all have passed, 0 when that is not known yet. */
  public long reached() {
    return reached;
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
    return !idle[task] && silentTicks[task] < PATIENCE_TICKS;
  }

  private long current() {
    long slowest = Long.MAX_VALUE;
    long furthest = 0;
    for (int task = 0; task < times.length; task++) {
      furthest = Math.max(furthest, times[task]);
      if (isAwaited(task)) {
        slowest = Math.min(slowest, times[task]);
      }
    }
    return slowest == Long.MAX_VALUE ? furthest : slowest;
  }
}
