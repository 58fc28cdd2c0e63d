package dev.todoku.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class IdleClockTest {
  private static final long TICK = 5_000;
  private static final long YEARS_LATER = 3_000_000_000_000L;

  private final LongAdder neighbours = new LongAdder();
  private final IdleClock clock = new IdleClock(Duration.ofMillis(TICK), neighbours);

  @Test
  void isTheStreamsTimeWhileSomethingIsHeard() {
    for (long time = 1_000; time < 4_000; time += 1_000) {
      clock.hear();
      assertThat(clock.tick(time, time)).isEqualTo(time);
      assertThat(clock.isIdle()).isFalse();
    }
  }

  @Test
  void goesOnWithTheWallWhenAllAreSilent() {
    clock.hear();
    assertThat(clock.tick(1_000, YEARS_LATER)).isEqualTo(1_000);
    assertThat(clock.tick(1_000, YEARS_LATER)).isEqualTo(6_000);
    assertThat(clock.isIdle()).isTrue();
    assertThat(clock.tick(1_000, YEARS_LATER)).isEqualTo(11_000);
  }

  @Test
  void staysIdleWhenOnlyItsNeighboursAwake() {
    clock.tick(1_000, YEARS_LATER);
    clock.tick(1_000, YEARS_LATER);
    neighbours.increment();
    assertThat(clock.tick(1_000, YEARS_LATER)).isEqualTo(11_000);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void standsStillInABacklogWhileItsNeighboursRead() {
    clock.tick(1_000, YEARS_LATER);
    for (int tick = 1; tick < IdleClock.LONGEST_STARVATION_TICKS; tick++) {
      neighbours.increment();
      assertThat(clock.tick(1_000, YEARS_LATER)).isEqualTo(1_000);
      assertThat(clock.isIdle()).isFalse();
    }
    neighbours.increment();
    assertThat(clock.tick(1_000, YEARS_LATER))
        .isEqualTo(1_000 + IdleClock.LONGEST_STARVATION_TICKS * TICK);
    assertThat(clock.isIdle()).isTrue();
  }

  @Test
  void goesOnWithTheWallAtOnceWithoutABacklog() {
    clock.hear();
    clock.tick(100_000, 101_000);
    neighbours.increment();
    assertThat(clock.tick(100_000, 106_000)).isEqualTo(105_000);
    assertThat(clock.isIdle()).isFalse();
  }

  @Test
  void beginsAgainWhenSomethingIsHeard() {
    clock.tick(1_000, YEARS_LATER);
    clock.tick(1_000, YEARS_LATER);
    clock.hear();
    assertThat(clock.isIdle()).isFalse();
    assertThat(clock.tick(2_000, YEARS_LATER)).isEqualTo(2_000);
    assertThat(clock.tick(2_000, YEARS_LATER)).isEqualTo(7_000);
  }
}
