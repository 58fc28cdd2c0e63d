package dev.todoku.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceHabitTest {
  private static final long START = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final SourceStatus status = new SourceStatus("mail.log");
  private long time = START;

  @Test
  void aSilenceOfTwiceTheUsualOneIsSeen() {
    writeEvery(30 * MINUTE, START + 4 * DAY);

    assertThat(status.usualSilence()).isEqualTo(HOUR);
    assertThat(status.silentFor(time + HOUR)).isZero();
    assertThat(status.silentFor(time + HOUR + 1)).isEqualTo(HOUR + 1);
  }

  @Test
  void itEndsWithTheNextLine() {
    writeEvery(30 * MINUTE, START + 4 * DAY);
    time += 2 * HOUR;
    status.onEntry(time, time);

    assertThat(status.silentFor(time + MINUTE)).isZero();
  }

  @Test
  void oneOutageOfTheLastDaysIsNoHabit() {
    writeEvery(10 * MINUTE, START + 2 * DAY);
    time += 5 * HOUR;
    writeEvery(10 * MINUTE, START + 5 * DAY);

    assertThat(status.usualSilence()).isEqualTo(20 * MINUTE);
  }

  @Test
  void aQuietNightIsAHabitUntilItIsAWeekOld() {
    for (int day = 0; day < 4; day++) {
      time = START + day * DAY + 8 * HOUR;
      writeEvery(MINUTE, START + day * DAY + 20 * HOUR);
    }
    assertThat(status.usualSilence()).isEqualTo(2 * (12 * HOUR + MINUTE));

    writeEvery(MINUTE, START + 12 * DAY);
    assertThat(status.usualSilence()).isEqualTo(15 * MINUTE);
  }

  @Test
  void whatIsFollowedForLessThanThreeDaysHasNoHabit() {
    writeEvery(MINUTE, START + 2 * DAY);

    assertThat(status.silentFor(time + 30 * DAY)).isZero();
  }

  private void writeEvery(long pause, long until) {
    for (; time < until; time += pause) {
      status.onEntry(time, time);
    }
    time -= pause;
  }
}
