package dev.todoku.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventClockTest {
  private static final long LAST_MONTH = 1_000_000;
  private static final long WALL = 9_000_000;

  private final EventClock clock = new EventClock();

  @Test
  void standsStillBeforeTheFirstRecord() {
    assertThat(clock.now(WALL)).isZero();
  }

  @Test
  void goesOnWithTheWallClockWhereNothingComes() {
    clock.onRecord(LAST_MONTH, WALL);
    assertThat(clock.now(WALL)).isEqualTo(LAST_MONTH);
    assertThat(clock.now(WALL + 60_000)).isEqualTo(LAST_MONTH + 60_000);
  }

  @Test
  void neverGoesBack() {
    clock.onRecord(LAST_MONTH, WALL);
    clock.onRecord(LAST_MONTH - 5_000, WALL + 1_000);
    assertThat(clock.now(WALL + 1_000)).isEqualTo(LAST_MONTH + 1_000);
    assertThat(clock.now(WALL - 1_000)).isEqualTo(LAST_MONTH);
  }

  @Test
  void followsRecordsThatComeFasterThanTime() {
    clock.onRecord(LAST_MONTH, WALL);
    clock.onRecord(LAST_MONTH + 3_600_000, WALL + 10);
    assertThat(clock.now(WALL + 10)).isEqualTo(LAST_MONTH + 3_600_000);
  }
}
