package dev.todoku.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedShareTest {
  @Test
  void hasOneDecimal() {
    assertThat(FailedShare.percent(12, 200)).isEqualTo("6.0");
    assertThat(FailedShare.percent(2, 3)).isEqualTo("66.7");
  }

  @Test
  void hasTwoDecimalsBelowOnePercent() {
    assertThat(FailedShare.percent(1, 1_000)).isEqualTo("0.10");
    assertThat(FailedShare.percent(0, 0)).isEqualTo("0.00");
  }

  @Test
  void isNeverAboveAHundred() {
    assertThat(FailedShare.percent(3, 2)).isEqualTo("100.0");
  }
}
