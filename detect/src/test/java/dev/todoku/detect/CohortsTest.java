package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortsTest {
  private static final long HOUR = 60 * 60_000L;
  private static final long START = 1_780_272_000_000L;
  private static final int AN_HOUR = 50;

  private final Cohorts cohorts = new Cohorts();

  @Test
  void aBatchOfADaysBouncesIsNoMoreThanTheHabit() {
    accept(0, 30);
    comesBack(30, 0, 24, 1);
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isFalse();
  }

  @Test
  void whatComesBackOfTheLatestHoursIsABlockThoughItIsLessThanADaysHabit() {
    accept(0, 30);
    comesBack(30, 29, 30, 10);
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isTrue();
  }

  @Test
  void aBatchInWhichMuchOfADayComesBackIsABlock() {
    accept(0, 30);
    comesBack(30, 0, 24, 20);
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isTrue();
  }

  @Test
  void bouncesOfMailThatWasNeverAcceptedCountForNothing() {
    cohorts.add(START + 30 * HOUR, 0, Map.of(Cohorts.hourOf(START), 1_000L));
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isFalse();
  }

  @Test
  void aHabitOfManyBouncesIsLearned() {
    for (int hour = 0; hour < 24 * 14; hour++) {
      accept(hour, hour + 1);
      if (hour > 0) {
        comesBack(hour, hour - 1, hour, 3);
      }
    }
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isFalse();
  }

  @Test
  void bouncesOfABlockThatIsOverDoNotBeginAnother() {
    accept(0, 30);
    cohorts.forgetSince(START + 20 * HOUR);
    comesBack(31, 20, 30, 30);
    assertThat(cohorts.areRefused(BettingCusum.RETURNED)).isFalse();
  }

  @Test
  void comesBackAsItWas() {
    accept(0, 30);
    comesBack(30, 29, 30, 20);
    BinaryWriter out = new BinaryWriter(StreamState.WITH_SPARSE_COHORTS);
    cohorts.writeTo(out);
    BinaryWriter again = new BinaryWriter(StreamState.WITH_SPARSE_COHORTS);
    Cohorts.readFrom(new BinaryReader(out.toBytes(), StreamState.WITH_SPARSE_COHORTS))
        .writeTo(again);
    assertThat(again.toBytes()).isEqualTo(out.toBytes());
  }

  private void accept(int from, int to) {
    for (int hour = from; hour < to; hour++) {
      cohorts.add(START + hour * HOUR, AN_HOUR, Map.of());
    }
  }

  /** At one time, so many of each of some hours. */
  private void comesBack(int at, int from, int to, long ofEach) {
    Map<Long, Long> back = new HashMap<>();
    for (int hour = from; hour < to; hour++) {
      back.put(Cohorts.hourOf(START + hour * HOUR), ofEach);
    }
    cohorts.add(START + at * HOUR, 0, back);
  }
}
