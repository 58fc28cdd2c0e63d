package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.FailureType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelMonitorTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.MASKED_REFUSALS);
  private int sent;

  @Test
  void doubtsWhatFailedBeforeTheOnsetForTwiceAsLongAsItTookToBeSure() {
    failAfterGoodMail();
    assertThat(doubtedBeforeTheOnset(Duration.ofHours(3))).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void doubtsAnHourAtLeastAndADayAtMost() {
    failAfterGoodMail();
    assertThat(doubtedBeforeTheOnset(Duration.ofMinutes(10))).isEqualTo(Duration.ofHours(1));
    assertThat(doubtedBeforeTheOnset(Duration.ofHours(20))).isEqualTo(Duration.ofHours(24));
  }

  private Duration doubtedBeforeTheOnset(Duration sureAfter) {
    long onset = monitor.detector().onset();
    monitor.doubt(onset + sureAfter.toMillis());
    assertThat(monitor.isDoubtful()).isTrue();
    return Duration.ofMillis(onset - monitor.doubtfulSince());
  }

  private void failAfterGoodMail() {
    for (int i = 0; i < 600; i++) {
      trial(false);
    }
    for (int i = 0; i < 10; i++) {
      trial(true);
    }
    assertThat(monitor.detector().isAlarmed()).isTrue();
  }

  private void trial(boolean isUnknown) {
    Figures figures = new Figures().plus(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN));
    if (isUnknown) {
      figures.plus(EnumSet.of(Figure.PROVEN_UNKNOWN));
    }
    StreamMinute minute = new StreamMinute();
    minute.add("shop.example", figures, Map.of(), Map.of());
    monitor.add(START + sent++ * MINUTE, minute);
  }
}
