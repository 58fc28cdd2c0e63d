package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.FailureType;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RecentTrialsTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;

  @Test
  void sumsWhatWasCountedSinceAnOnset() {
    RecentTrials recent = new RecentTrials();
    for (int i = 0; i < 60; i++) {
      recent.add(START + i * MINUTE, minute(i % 10 == 0));
    }
    long now = START + 60 * MINUTE;
    assertThat(recent.since(FailureType.MASKED_REFUSALS, START, now)).isEqualTo(new Share(60, 6));
    assertThat(recent.since(FailureType.MASKED_REFUSALS, START + 41 * MINUTE, now))
        .isEqualTo(new Share(19, 1));
    assertThat(recent.since(FailureType.REFUSALS, START, now)).isEqualTo(new Share(60, 0));
    assertThat(recent.since(FailureType.RETURNED_MAIL, START, now)).isEqualTo(Share.NONE);
  }

  @Test
  void remembersTwoDaysByTenMinutesAndForgetsWhatIsOlder() {
    RecentTrials recent = new RecentTrials();
    recent.add(START, minute(true));
    recent.add(START + 24 * 60 * MINUTE, minute(false));
    long now = START + 24 * 60 * MINUTE;
    assertThat(recent.since(FailureType.MASKED_REFUSALS, START, now)).isEqualTo(new Share(2, 1));
    long later = START + 52 * 60 * MINUTE;
    recent.add(later, minute(false));
    for (int i = 1; i <= 300; i++) {
      recent.add(later + i * 10 * MINUTE, minute(false));
    }
    assertThat(recent.since(FailureType.MASKED_REFUSALS, START, later + 3000 * MINUTE))
        .isEqualTo(new Share(300, 0));
  }

  @Test
  void comesBackFromWhatEachMinuteChanged() {
    RecentTrials recent = new RecentTrials();
    RecentTrials restored = new RecentTrials();
    for (int i = 0; i < 500; i++) {
      recent.add(START + i * MINUTE, minute(i % 7 == 0)).forEach(restored::read);
    }
    long now = START + 500 * MINUTE;
    for (int back : new int[] {1, 100, 239, 400}) {
      long onset = now - back * MINUTE;
      assertThat(restored.since(FailureType.MASKED_REFUSALS, onset, now))
          .isEqualTo(recent.since(FailureType.MASKED_REFUSALS, onset, now));
    }
  }

  private static Figures minute(boolean isUnknown) {
    Figures figures = new Figures().plus(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN));
    return isUnknown ? figures.plus(EnumSet.of(Figure.PROVEN_UNKNOWN)) : figures;
  }
}
