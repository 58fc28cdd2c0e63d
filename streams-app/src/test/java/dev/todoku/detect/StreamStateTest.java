package dev.todoku.detect;

import static dev.todoku.detect.Traffic.DAY;
import static dev.todoku.detect.Traffic.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.Traffic.Attempt;
import dev.todoku.detect.Verdict.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamStateTest {
  private static final double CLEAN = .005;

  @ParameterizedTest
  @CsvSource({"10, 1.0", "100, 0.5", "100, 1.0", "3000, 0.2", "3000, 0.5", "3000, 1.0"})
  void raisesWithinOneAndAHalfTimesTheInformationBound(int perHour, double rho) {
    int seeds = 41;
    double[] delays = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      Traffic traffic = new Traffic(seed).then(2 * DAY, perHour, CLEAN);
      StreamState state = fed(traffic.attempts());
      int before = traffic.attempts().size();
      traffic.blocked(DAY, perHour, CLEAN, rho);
      List<Attempt> block = traffic.attempts().subList(before, traffic.attempts().size());
      delays[seed] = attemptsUntilRaised(state, block);
    }
    Arrays.sort(delays);
    double p1 = CLEAN + rho * (1 - CLEAN);
    double p0 =
        fed(new Traffic(0).then(2 * DAY, perHour, CLEAN).attempts())
            .folded()
            .standing(Kind.NONE)
            .baseline();
    double bound = BettingCusum.EXPLICIT.threshold() / divergence(p1, p0);
    assertThat(delays[seeds / 2])
        .as("median delay in attempts, bound %.1f", bound)
        .isLessThanOrEqualTo(Math.ceil(1.5 * bound));
  }

  @Test
  void saysSinceWhenAndHowManyFailed() {
    Traffic traffic = new Traffic(1).then(2 * DAY, 600, CLEAN);
    long blockStart = traffic.now();
    Verdict raised =
        only(
            verdicts(
                new StreamState(BettingCusum.EXPLICIT),
                traffic.blocked(HOUR, 600, CLEAN, 1).attempts()));
    assertThat(raised.kind()).isEqualTo(Kind.RAISED);
    assertThat(raised.onset()).isCloseTo(blockStart, within(60_000L));
    assertThat(raised.failures()).isBetween(5L, 10L);
    assertThat(raised.attempts()).isBetween(raised.failures(), raised.failures() + 10);
    assertThat(raised.baseline()).isBetween(.015, .05);
    assertThat(raised.score()).isBetween(19.8, 25.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 2000})
  void staysSilentForACleanMonth(int perHour) {
    for (int seed = 0; seed < 5; seed++) {
      List<Attempt> month = new Traffic(seed).then(30 * DAY, perHour, CLEAN).attempts();
      assertThat(verdicts(new StreamState(BettingCusum.EXPLICIT), month))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void staysSilentAtAHighBaselineOnceItKnowsIt() {
    List<Attempt> month = new Traffic(3).then(30 * DAY, 100, .03).attempts();
    assertThat(verdicts(new StreamState(BettingCusum.EXPLICIT), month)).isEmpty();
  }

  @Test
  void clearsSoonAfterMailPassesAgain() {
    Traffic traffic = new Traffic(4).then(2 * DAY, 100, CLEAN).blocked(6 * HOUR, 100, CLEAN, 1);
    long blockEnd = traffic.now();
    traffic.then(DAY, 100, CLEAN);
    StreamState state = new StreamState(BettingCusum.EXPLICIT);
    List<Verdict> verdicts = new ArrayList<>();
    long clearedAt = 0;
    for (Attempt attempt : traffic.attempts()) {
      Verdict verdict = state.trial(attempt.time(), attempt.failed());
      if (!verdict.isNone()) {
        verdicts.add(verdict);
        clearedAt = attempt.time();
      }
    }
    assertThat(verdicts).extracting(Verdict::kind).containsExactly(Kind.RAISED, Kind.CLEARED);
    assertThat(clearedAt - blockEnd).isBetween(0L, HOUR / 3);
    assertThat(verdicts.get(1).onset()).isEqualTo(verdicts.get(0).onset());
    assertThat(verdicts.get(1).failures()).isBetween(595L, 605L);
    assertThat(state.standing()).isEqualTo(Verdict.NONE);
  }

  @Test
  void clearsABlockOfHalfTheMailToo() {
    Traffic traffic =
        new Traffic(5)
            .then(2 * DAY, 300, CLEAN)
            .blocked(6 * HOUR, 300, CLEAN, .5)
            .then(DAY, 300, CLEAN);
    assertThat(verdicts(new StreamState(BettingCusum.EXPLICIT), traffic.attempts()))
        .extracting(Verdict::kind)
        .containsExactly(Kind.RAISED, Kind.CLEARED);
  }

  @Test
  void doesNotLearnTheBlock() {
    Traffic traffic = new Traffic(6).then(2 * DAY, 100, CLEAN);
    double before = fed(traffic.attempts()).folded().standing(Kind.NONE).baseline();
    traffic.blocked(12 * HOUR, 100, CLEAN, 1).then(HOUR, 100, 0);
    double after = fed(traffic.attempts()).folded().standing(Kind.NONE).baseline();
    assertThat(after).isCloseTo(before, within(.002));
  }

  @Test
  void endsAnAlarmAfter48HoursOfSilence() {
    Traffic traffic = new Traffic(7).then(2 * DAY, 100, CLEAN).blocked(HOUR, 100, CLEAN, 1);
    StreamState state = fed(traffic.attempts());
    assertThat(state.at(traffic.now() + 46 * HOUR)).isEqualTo(Verdict.NONE);
    assertThat(state.at(traffic.now() + 48 * HOUR).kind()).isEqualTo(Kind.CLEARED);
    assertThat(state.at(traffic.now() + 49 * HOUR)).isEqualTo(Verdict.NONE);
    assertThat(state.trial(traffic.now() + 50 * HOUR, false)).isEqualTo(Verdict.NONE);
    assertThat(state.folded().isAlarmed()).isFalse();
  }

  @Test
  void closesTheLastMinuteOfAStreamThatFellSilent() {
    Traffic traffic = new Traffic(8).then(2 * DAY, 6000, CLEAN).blocked(HOUR, 6000, CLEAN, 1);
    traffic.then(60_000, 6000, 0);
    StreamState state = fed(traffic.attempts());
    assertThat(state.standing().kind()).isEqualTo(Kind.RAISED);
    assertThat(state.at(traffic.now() - 1)).isEqualTo(Verdict.NONE);
    assertThat(state.at(traffic.now() + 60_000).kind()).isEqualTo(Kind.CLEARED);
  }

  @Test
  void takesBackAnAlarmThatTheRestOfItsMinuteRefutes() {
    StreamState state = fed(new Traffic(9).then(2 * DAY, 100, CLEAN).attempts());
    long minute = Traffic.START + 3 * DAY;
    assertThat(state.add(minute, 10, 10).kind()).isEqualTo(Kind.RAISED);
    assertThat(state.add(minute + 1, 2000, 0)).isEqualTo(Verdict.NONE);
    Verdict cleared = state.trial(minute + 60_000, false);
    assertThat(cleared.kind()).isEqualTo(Kind.CLEARED);
    assertThat(cleared.failures()).isEqualTo(10);
  }

  @Test
  void raisesOnLateFailures() {
    StreamState state = fed(new Traffic(10).then(2 * DAY, 100, CLEAN).attempts());
    long late = Traffic.START + 2 * DAY - HOUR;
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      verdicts.add(state.trial(late, true));
    }
    verdicts.removeIf(Verdict::isNone);
    assertThat(only(verdicts).kind()).isEqualTo(Kind.RAISED);
    assertThat(only(verdicts).onset()).isCloseTo(late, within(10 * 60_000L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void knowsTheSameWhateverTheOrderWithinTwoHours(long seed) {
    Traffic traffic = incident(seed);
    byte[] inOrder = known(fed(traffic.attempts()));
    for (long delay : new long[] {30_000, 600_000, 118 * 60_000}) {
      List<Attempt> arrivals = traffic.outOfOrder(delay, new Random(seed));
      assertThat(arrivals.equals(traffic.attempts())).isFalse();
      assertThat(known(fed(arrivals))).as("seed %d, delay %d ms", seed, delay).isEqualTo(inOrder);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void isInTheSameStateWhateverTheOrderWithinAMinute(long seed) {
    List<Attempt> inOrder = incident(seed).then(60_000, 60, 1).attempts();
    List<Attempt> shuffled = new ArrayList<>();
    Random random = new Random(seed);
    for (int from = 0, to = 0; from < inOrder.size(); from = to) {
      while (to < inOrder.size() && sameMinute(inOrder, from, to)) {
        to++;
      }
      List<Attempt> minute = new ArrayList<>(inOrder.subList(from, to));
      Collections.shuffle(minute, random);
      shuffled.addAll(minute);
    }
    assertThat(shuffled.equals(inOrder)).isFalse();
    assertThat(fed(shuffled).encode()).isEqualTo(fed(inOrder).encode());
  }

  @Test
  void countsATrialOlderThanAllMinutesKeptInTheOldest() {
    List<Attempt> day = new Traffic(12).then(DAY, 60, CLEAN).attempts();
    StreamState tooLate = fed(day);
    StreamState inTime = fed(day);
    tooLate.add(Traffic.START, 1000, 0);
    inTime.add(day.get(day.size() - RecentMinutes.LENGTH).time(), 1000, 0);
    assertThat(known(tooLate)).isEqualTo(known(inTime)).isNotEqualTo(known(fed(day)));
  }

  @Test
  void isSmallInBinaryForm() {
    assertThat(fed(new Traffic(14).then(DAY, 60, CLEAN).attempts()).encode()).hasSizeLessThan(520);
    assertThat(fed(new Traffic(14).then(DAY, 2, CLEAN).attempts()).encode()).hasSizeLessThan(250);
  }

  @Test
  void continuesIdenticallyFromItsBinaryForm() {
    Traffic traffic = incident(13);
    List<Attempt> arrivals = traffic.outOfOrder(600_000, new Random(13));
    StreamState whole = new StreamState(BettingCusum.EXPLICIT);
    StreamState restored = new StreamState(BettingCusum.EXPLICIT);
    for (Attempt attempt : arrivals) {
      Verdict expected = whole.trial(attempt.time(), attempt.failed());
      restored = StreamState.decode(BettingCusum.EXPLICIT, restored.encode());
      assertThat(restored.trial(attempt.time(), attempt.failed())).isEqualTo(expected);
      assertThat(restored.encode()).isEqualTo(whole.encode());
    }
    assertThat(restored.standing()).isEqualTo(whole.standing());
  }

  @Test
  void ofNothingIsAtRest() {
    StreamState state = new StreamState(BettingCusum.EXPLICIT);
    assertThat(state.at(Traffic.START)).isEqualTo(Verdict.NONE);
    assertThat(state.standing()).isEqualTo(Verdict.NONE);
    byte[] bytes = state.encode();
    assertThat(StreamState.decode(BettingCusum.EXPLICIT, bytes).encode()).isEqualTo(bytes);
  }

  @Test
  void refusesImpossibleCounts() {
    StreamState state = new StreamState(BettingCusum.EXPLICIT);
    assertThatThrownBy(() -> state.add(Traffic.START, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 failures of 2 trials");
  }

  /** Clean, blocked, recovered, half blocked: ends in the middle of an incident. */
  private static Traffic incident(long seed) {
    return new Traffic(seed)
        .then(DAY, 240, .01)
        .blocked(3 * HOUR, 1200, .01, 1)
        .then(8 * HOUR, 240, .01)
        .then(4 * HOUR, 2, .01)
        .blocked(HOUR, 1200, .01, .5);
  }

  private static boolean sameMinute(List<Attempt> attempts, int a, int b) {
    return attempts.get(a).time() / 60_000 == attempts.get(b).time() / 60_000;
  }

  private static byte[] known(StreamState state) {
    BinaryWriter out = new BinaryWriter(1);
    state.folded().writeTo(out);
    return out.toBytes();
  }

  private static StreamState fed(List<Attempt> attempts) {
    StreamState state = new StreamState(BettingCusum.EXPLICIT);
    attempts.forEach(a -> state.trial(a.time(), a.failed()));
    return state;
  }

  private static List<Verdict> verdicts(StreamState state, List<Attempt> attempts) {
    return attempts.stream()
        .map(a -> state.trial(a.time(), a.failed()))
        .filter(v -> !v.isNone())
        .toList();
  }

  private static Verdict only(List<Verdict> verdicts) {
    assertThat(verdicts).hasSize(1);
    return verdicts.get(0);
  }

  private static int attemptsUntilRaised(StreamState state, List<Attempt> block) {
    for (int i = 0; i < block.size(); i++) {
      if (state.trial(block.get(i).time(), block.get(i).failed()).kind() == Kind.RAISED) {
        return i + 1;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static double divergence(double p, double q) {
    return p * Math.log(p / q) + (p == 1 ? 0 : (1 - p) * Math.log((1 - p) / (1 - q)));
  }
}
