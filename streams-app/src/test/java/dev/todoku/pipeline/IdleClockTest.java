package dev.todoku.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleClockTest {
  private final IdleClock clock = new IdleClock(Duration.ofSeconds(5));

  @Test
  void standsStillWhileSomethingIsHeard() {
    for (int tick = 0; tick < 3; tick++) {
      clock.hear();
      assertThat(clock.silentForMs()).isZero();
    }
  }

  @Test
  void goesOnWithTheWallFromTheSecondSilentTick() {
    clock.hear();
    assertThat(clock.silentForMs()).isZero();
    assertThat(clock.silentForMs()).isEqualTo(5_000);
    assertThat(clock.silentForMs()).isEqualTo(10_000);
  }

  @Test
  void beginsAgainWhenSomethingIsHeard() {
    clock.silentForMs();
    clock.silentForMs();
    clock.hear();
    assertThat(clock.silentForMs()).isZero();
    assertThat(clock.silentForMs()).isEqualTo(5_000);
  }
}
