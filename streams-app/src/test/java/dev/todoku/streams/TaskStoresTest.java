package dev.todoku.streams;

import static dev.todoku.streams.TaskStores.isNearlyUpToDate;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskStoresTest {
  @Test
  void trustsACopyThatIsAThousandRecordsBehind() {
    assertThat(isNearlyUpToDate(1_000_000, 1_000)).isTrue();
    assertThat(isNearlyUpToDate(1_000_000, 1_001)).isFalse();
  }

  @Test
  void trustsNoCopyOfFewRecordsThatIsStillBeingFilled() {
    assertThat(isNearlyUpToDate(900, 900)).isFalse();
    assertThat(isNearlyUpToDate(900, 9)).isTrue();
    assertThat(isNearlyUpToDate(0, 0)).isFalse();
  }
}
