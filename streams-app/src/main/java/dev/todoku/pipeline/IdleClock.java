package dev.todoku.pipeline;

import java.time.Duration;

/**
 * Event time for a stream that has fallen silent. Decisions follow event time; when nothing comes,
 * event time stands still and what waits would wait for ever. From the second silent tick of wall
 * time on, event time is taken to go on with the wall.
 */
final class IdleClock {
  private final long tickMs;
  private boolean heardSomething;
  private long silentTicks;

  IdleClock(Duration tick) {
    tickMs = tick.toMillis();
  }

  void hear() {
    heardSomething = true;
    silentTicks = 0;
  }

  /** Called once a tick of wall time. Returns for how long nothing was heard, 0 while it was. */
  long silentForMs() {
    if (heardSomething) {
      heardSomething = false;
      return 0;
    }
    silentTicks++;
    return silentTicks * tickMs;
  }
}
