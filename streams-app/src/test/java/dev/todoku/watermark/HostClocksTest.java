package dev.todoku.watermark;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostClocksTest {
  private final HostClocks clocks = new HostClocks();

  @Test
  void isThatOfTheHostWhoseClockIsBehind() {
    clocks.onLine("mx1", at("10:05"));
    assertThat(clocks.onLine("mx2", at("10:00"))).isEqualTo(at("10:00"));
    assertThat(clocks.onLine("mx1", at("10:06"))).isEqualTo(at("10:00"));
    assertThat(clocks.onLine("mx2", at("10:01"))).isEqualTo(at("10:01"));
  }

  @Test
  void doesNotWaitForAHostThatIsFarBehind() {
    clocks.onLine("stopped", at("10:00"));
    clocks.onLine("mx1", at("10:05"));
    assertThat(clocks.onLine("mx1", at("10:11"))).isEqualTo(at("10:11"));
  }

  @Test
  void linesOutOfOrderMoveNothingBack() {
    clocks.onLine("mx1", at("10:05"));
    assertThat(clocks.onLine("mx1", at("10:01"))).isEqualTo(at("10:05"));
  }
}
