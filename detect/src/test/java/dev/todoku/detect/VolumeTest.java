package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import org.junit.jupiter.api.Test;

class VolumeTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long START = DAY * 20_000;
  private static final long NIGHT = START + 4 * DAY + 2 * HOUR;
  private static final long NOON = START + 4 * DAY + 12 * HOUR;

  @Test
  void callsANightBusyThatWouldBeACalmNoon() {
    Volume night = afterFourDays();
    surge(night, NIGHT, 10);
    assertThat(night.isBusy(NIGHT + 10 * MINUTE)).isTrue();
    Volume noon = afterFourDays();
    quiet(noon, NIGHT, NOON);
    surge(noon, NOON, 10);
    assertThat(noon.isBusy(NOON + 10 * MINUTE)).isFalse();
  }

  @Test
  void seesASurgeInItsFirstMinutes() {
    Volume volume = afterFourDays();
    surge(volume, NIGHT, 4);
    assertThat(volume.isBusy(NIGHT + 4 * MINUTE)).isTrue();
  }

  @Test
  void knowsWhatIsUsualAtNightAndNeverTakesMoreThanTheAverageForUsual() {
    Volume volume = afterFourDays();
    assertThat(volume.usualPerMinute(NIGHT)).isCloseTo(.25, within(.01));
    assertThat(volume.usualPerMinute(NOON)).isBetween(1.0, 1.5);
  }

  @Test
  void goesByTheAverageWhereTheHourIsNotKnownYet() {
    Volume volume = new Volume();
    quiet(volume, START + 12 * HOUR, START + 14 * HOUR);
    assertThat(volume.usualPerMinute(START + DAY)).isCloseTo(2, within(.1));
  }

  @Test
  void remembersThePeakOfASurgeUntilTheWarningIsTakenBack() {
    Volume volume = afterFourDays();
    volume.add(NIGHT, 600);
    assertThat(volume.isWarningDue()).isTrue();
    volume.warned(true);
    volume.add(NIGHT + 20 * MINUTE, 900);
    volume.add(NIGHT + 40 * MINUTE, 1);
    assertThat(volume.messages()).isEqualTo(1);
    assertThat(volume.peak()).isEqualTo(900);
    assertThat(restored(volume).peak()).isEqualTo(900);
    volume.warned(false);
    assertThat(volume.peak()).isEqualTo(1);
  }

  @Test
  void comesBackAsItWas() {
    Volume volume = afterFourDays();
    Volume restored = restored(volume);
    for (long time = NIGHT; time < NIGHT + 3 * HOUR; time += MINUTE) {
      volume.add(time, 1);
      restored.add(time, 1);
      assertThat(restored.usualPerMinute(time)).isEqualTo(volume.usualPerMinute(time));
      assertThat(restored.isBusy(time)).isEqualTo(volume.isBusy(time));
    }
  }

  @Test
  void readsWhatWasWrittenBeforeHoursWereRemembered() {
    BinaryWriter out = new BinaryWriter(1);
    out.writeVarLong(NIGHT / (10 * MINUTE)).writeVarLong(3).writeDouble(20).writeVarLong(0);
    out.writeByte(0);
    for (int day = 0; day < 7; day++) {
      out.writeSigned(40);
    }
    Volume old = Volume.readFrom(new BinaryReader(out.toBytes(), 7));
    assertThat(old.messages()).isEqualTo(3);
    assertThat(old.usualPerMinute(NIGHT)).isEqualTo(2);
  }

  /** Fifteen messages an hour at night, from 0:00 to 8:00, and a hundred and twenty by day. */
  private static Volume afterFourDays() {
    Volume volume = new Volume();
    quiet(volume, START, NIGHT);
    return volume;
  }

  private static void quiet(Volume volume, long from, long to) {
    for (long time = from; time < to; time += MINUTE) {
      boolean isNight = Math.floorMod(time, DAY) < 8 * HOUR;
      volume.add(time, isNight ? (time / MINUTE % 4 == 0 ? 1 : 0) : 2);
    }
  }

  private static void surge(Volume volume, long from, int minutes) {
    for (int i = 0; i < minutes; i++) {
      volume.add(from + i * MINUTE, i % 2 == 0 ? 2 : 3);
    }
  }

  private static Volume restored(Volume volume) {
    BinaryWriter out = new BinaryWriter(7);
    volume.writeTo(out);
    return Volume.readFrom(new BinaryReader(out.toBytes(), 7));
  }
}
