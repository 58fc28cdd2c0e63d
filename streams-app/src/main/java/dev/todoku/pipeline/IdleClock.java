package dev.todoku.pipeline;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Event time for a task that hears nothing. Decisions follow event time; when nothing comes, event
 * time stands still and what waits would wait for ever.
 *
 * <p>A silent task may have nothing to read, or a backlog of which it is given nothing for a while.
 * In the first case event time goes on with the wall, in the second it must not. It does so
 *
 * <ul>
 *   <li>at once, when the last that was heard was of this moment: no backlog;
 *   <li>when its neighbours, the tasks of the stage in this process, have fallen silent too: then
 *       there is nothing to read for anybody;
 *   <li>at the latest after {@value #LONGEST_STARVATION_TICKS} ticks.
 * </ul>
 *
 * In the last two cases the task is idle until it hears something.
 */
final class IdleClock {
  /** At a tick every five seconds, a minute; intake ticks every second. */
  static final int LONGEST_STARVATION_TICKS = 12;

  private static final long OF_THIS_MOMENT_MS = 10 * 60_000;

  private final long tickMs;
  private final LongAdder neighbours;
  private long neighboursHeard;
  private boolean heardSomething = true;
  private boolean idle;
  private long silentTicks;
  private long lastHeardAt;

  /**
   * Begins to listen.
   *
   * @param neighbours counts what all tasks of the stage in this process hear
   */
  IdleClock(Duration tick, LongAdder neighbours) {
    this.tickMs = tick.toMillis();
    this.neighbours = neighbours;
  }

  void hear() {
    heardSomething = true;
    idle = false;
    neighbours.increment();
  }

  /**
   * To be called once a tick of wall time.
   *
   * @return what the event time is taken to be
   */
  long tick(long streamTime, long wallTime) {
    long heardByAll = neighbours.sum();
    boolean allSilent = heardByAll == neighboursHeard;
    neighboursHeard = heardByAll;
    if (heardSomething) {
      heardSomething = false;
      silentTicks = 0;
      lastHeardAt = streamTime;
      return streamTime;
    }
    silentTicks++;
    idle = idle || allSilent || silentTicks >= LONGEST_STARVATION_TICKS;
    long time = lastHeardAt + silentTicks * tickMs;
    boolean isOfThisMoment = Math.abs(wallTime - time) < OF_THIS_MOMENT_MS;
    return idle || isOfThisMoment ? time : lastHeardAt;
  }

  /** Whether there is nothing to read. */
  boolean isIdle() {
    return idle;
  }
}
