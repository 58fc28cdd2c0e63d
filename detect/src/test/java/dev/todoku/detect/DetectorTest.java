package dev.todoku.detect;

import static dev.todoku.detect.Traffic.DAY;
import static dev.todoku.detect.Traffic.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.AlarmChange.Kind;
import dev.todoku.detect.Traffic.Minute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
  private static final double CLEAN = .005;
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource({"10, 1.0", "60, 0.5", "60, 1.0", "600, 0.2", "600, 0.5", "3000, 0.2"})
  void raisesWithinOneAndAHalfTimesTheInformationBoundToTheMinute(int perHour, double rho) {
    int seeds = 41;
    double[] delays = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      Traffic traffic = new Traffic(seed).then(2 * DAY, perHour, CLEAN);
      Detector detector = fed(traffic.minutes());
      long start = traffic.now();
      traffic.blocked(DAY, perHour, CLEAN, rho);
      List<Minute> block = traffic.minutes().stream().filter(m -> m.time() >= start).toList();
      delays[seed] = attemptsUntilRaised(detector, block);
    }
    Arrays.sort(delays);
    double p1 = CLEAN + rho * (1 - CLEAN);
    double p0 = fed(new Traffic(0).then(2 * DAY, perHour, CLEAN).minutes()).baseline();
    double bound = BettingCusum.EXPLICIT.threshold() / divergence(p1, p0);
    assertThat(delays[seeds / 2])
        .as("median delay in attempts, bound %.1f", bound)
        .isLessThanOrEqualTo(Math.ceil(1.5 * bound) + perHour / 60);
  }

  @Test
  void saysSinceWhenAndHowManyFailed() {
    Traffic traffic = new Traffic(1).then(2 * DAY, 60, CLEAN);
    long blockStart = traffic.now();
    AlarmChange raised = only(verdicts(explicit(), traffic.blocked(HOUR, 60, CLEAN, 1).minutes()));
    assertThat(raised.kind()).isEqualTo(Kind.RAISED);
    assertThat(raised.onset()).isCloseTo(blockStart, within(MINUTE));
    assertThat(raised.failures()).isBetween(5L, 10L);
    assertThat(raised.attempts()).isBetween(raised.failures(), raised.failures() + 10);
    assertThat(raised.baseline()).isBetween(.015, .05);
    assertThat(raised.score()).isBetween(19.8, 25.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 2000})
  void staysSilentForACleanMonth(int perHour) {
    for (int seed = 0; seed < 5; seed++) {
      List<Minute> month = new Traffic(seed).then(30 * DAY, perHour, CLEAN).minutes();
      assertThat(verdicts(explicit(), month)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void staysSilentAtAHighBaselineOnceItKnowsIt() {
    assertThat(verdicts(explicit(), new Traffic(3).then(30 * DAY, 100, .03).minutes())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100, 1.0, 20", "300, 0.5, 60"})
  void clearsSoonAfterMailPassesAgain(int perHour, double rho, int withinMinutes) {
    Traffic traffic =
        new Traffic(4).then(2 * DAY, perHour, CLEAN).blocked(6 * HOUR, perHour, CLEAN, rho);
    long blockEnd = traffic.now();
    traffic.then(DAY, perHour, CLEAN);
    Detector detector = explicit();
    List<AlarmChange> verdicts = new ArrayList<>();
    long clearedAt = 0;
    for (Minute minute : traffic.minutes()) {
      AlarmChange change = detector.add(minute.time(), minute.trials(), minute.failures());
      if (!change.isNone()) {
        verdicts.add(change);
        clearedAt = minute.time();
      }
    }
    assertThat(verdicts).extracting(AlarmChange::kind).containsExactly(Kind.RAISED, Kind.CLEARED);
    assertThat(clearedAt - blockEnd).isBetween(0L, withinMinutes * MINUTE);
    assertThat(verdicts.get(1).onset()).isEqualTo(verdicts.get(0).onset());
    assertThat(detector.standing()).isEqualTo(AlarmChange.NONE);
    assertThat(detector.isAtRest()).isTrue();
  }

  @Test
  void doesNotLearnTheBlock() {
    Traffic traffic = new Traffic(6).then(2 * DAY, 100, CLEAN);
    double before = fed(traffic.minutes()).baseline();
    traffic.blocked(12 * HOUR, 100, CLEAN, 1).then(HOUR, 100, 0);
    assertThat(fed(traffic.minutes()).baseline()).isCloseTo(before, within(.002));
  }

  @Test
  void endsAnAlarmAfter48HoursWhetherAskedOrFed() {
    Traffic traffic = new Traffic(7).then(2 * DAY, 100, CLEAN).blocked(HOUR, 100, CLEAN, 1);
    Detector asked = fed(traffic.minutes());
    assertThat(asked.at(traffic.now() + 46 * HOUR)).isEqualTo(AlarmChange.NONE);
    assertThat(asked.at(traffic.now() + 48 * HOUR).kind()).isEqualTo(Kind.CLEARED);
    assertThat(asked.at(traffic.now() + 49 * HOUR)).isEqualTo(AlarmChange.NONE);
    Detector fed = fed(traffic.minutes());
    assertThat(fed.add(traffic.now() + 50 * HOUR, 1, 0).kind()).isEqualTo(Kind.CLEARED);
    assertThat(fed.isAlarmed()).isFalse();
  }

  @Test
  void countsALateMinuteWithTheLatest() {
    Traffic traffic = new Traffic(8).then(DAY, 60, CLEAN);
    Detector late = fed(traffic.minutes());
    Detector inTime = fed(traffic.minutes());
    late.add(Traffic.START, 5, 5);
    inTime.add(traffic.now() - MINUTE, 5, 5);
    assertThat(bytes(late)).isEqualTo(bytes(inTime));
  }

  @Test
  void saysHowNearAnAlarmIs() {
    Detector detector = fed(new Traffic(9).then(2 * DAY, 60, CLEAN).minutes());
    assertThat(detector.evidence()).isLessThan(.3);
    detector.add(Traffic.START + 3 * DAY, 4, 4);
    assertThat(detector.evidence()).isBetween(.3, .99);
    detector.add(Traffic.START + 3 * DAY, 6, 6);
    assertThat(detector.evidence()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"200, 1.0", "200, 0.2", "2000, 0.05"})
  void raisesOnArrivalsFarAboveTheirExposure(int duePerHour, double rho) {
    Detector detector = new Detector(BettingCusum.RETURNED);
    Traffic traffic = new Traffic(10).then(3 * DAY, duePerHour, .001);
    traffic.minutes().forEach(m -> detector.add(m.time(), m.trials(), m.failures()));
    assertThat(detector.isAlarmed()).isFalse();
    long start = traffic.now();
    traffic.then(12 * HOUR, duePerHour, rho);
    traffic.minutes().stream()
        .filter(m -> m.time() >= start)
        .forEach(m -> detector.add(m.time(), m.trials(), m.failures()));
    assertThat(detector.isAlarmed()).isTrue();
    assertThat(detector.onset()).isCloseTo(start, within(HOUR));
  }

  @Test
  void endsOnceWhereBouncesOfABlockGoOnToArriveAfterIt() {
    Detector detector = new Detector(BettingCusum.RETURNED);
    Exposure all = new Exposure();
    Exposure ofBlock = new Exposure();
    double came = 0;
    List<Kind> kinds = new ArrayList<>();
    for (int minute = 1; minute < 6 * 24 * 60; minute++) {
      boolean isBlocked = minute >= 2 * 24 * 60 && minute < 3 * 24 * 60;
      double due = all.advance(minute);
      double before = came;
      came += ofBlock.advance(minute);
      all.accept(10);
      ofBlock.accept(isBlocked ? 10 : 0);
      long arrived = (long) came - (long) before;
      AlarmChange change = detector.add(Traffic.START + minute * MINUTE, due, arrived);
      if (!change.isNone()) {
        kinds.add(change.kind());
      }
    }
    assertThat(kinds).containsExactly(Kind.RAISED, Kind.CLEARED);
  }

  @Test
  void continuesIdenticallyFromItsBinaryForm() {
    Traffic traffic =
        new Traffic(13)
            .then(DAY, 240, .01)
            .blocked(3 * HOUR, 1200, .01, 1)
            .then(8 * HOUR, 240, .01)
            .blocked(HOUR, 1200, .01, .5);
    Detector whole = explicit();
    Detector restored = explicit();
    for (Minute minute : traffic.minutes()) {
      AlarmChange expected = whole.add(minute.time(), minute.trials(), minute.failures());
      restored =
          Detector.readFrom(new BinaryReader(bytes(restored), 1), BettingCusum.EXPLICIT, true);
      assertThat(restored.add(minute.time(), minute.trials(), minute.failures()))
          .isEqualTo(expected);
      assertThat(bytes(restored)).isEqualTo(bytes(whole));
    }
    assertThat(whole.isAlarmed()).isTrue();
    assertThat(restored.standing()).isEqualTo(whole.standing());
  }

  private static Detector explicit() {
    return new Detector(BettingCusum.EXPLICIT);
  }

  private static byte[] bytes(Detector detector) {
    BinaryWriter out = new BinaryWriter(1);
    detector.writeTo(out);
    return out.toBytes();
  }

  private static Detector fed(List<Minute> minutes) {
    Detector detector = explicit();
    minutes.forEach(m -> detector.add(m.time(), m.trials(), m.failures()));
    return detector;
  }

  private static List<AlarmChange> verdicts(Detector detector, List<Minute> minutes) {
    return minutes.stream()
        .map(m -> detector.add(m.time(), m.trials(), m.failures()))
        .filter(v -> !v.isNone())
        .toList();
  }

  private static AlarmChange only(List<AlarmChange> verdicts) {
    assertThat(verdicts).hasSize(1);
    return verdicts.get(0);
  }

  private static int attemptsUntilRaised(Detector detector, List<Minute> block) {
    int attempts = 0;
    for (Minute minute : block) {
      attempts += minute.trials();
      AlarmChange change = detector.add(minute.time(), minute.trials(), minute.failures());
      if (change.kind() == Kind.RAISED) {
        return attempts;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static double divergence(double p, double q) {
    return p * Math.log(p / q) + (p == 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q)));
  }
}
