package dev.todoku.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Figure;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.wire.ProviderDelta;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is concluded follows from the deltas alone, whatever the order in which they come. */
class LateMinutesTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_780_272_000_000L;
  private static final long BLOCK = START + 26 * HOUR;
  private static final long END = BLOCK + 5 * HOUR;

  @TempDir Path dir;

  @Tag("long")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void comeToTheSameAsMinutesInTime(int seed) {
    Trouble trouble =
        List.of(Trouble.REFUSED, Trouble.MASKED, Trouble.RETURNED, Trouble.DIRECTORY_OUTAGE)
            .get(seed - 1);
    List<ProviderDelta> deltas = tallies(trouble, seed);
    JudgingStages inTime = new JudgingStages(dir);
    run(inTime, deltas, arrivals(deltas, new Random(seed), 0), -1);
    JudgingStages late = new JudgingStages(dir);
    run(late, deltas, arrivals(deltas, new Random(seed), .02), -1);
    assertThat(inTime.withdrawn()).isEmpty();
    assertThat(inTime.standing()).isNotEmpty();
    assertThat(late.rows()).isEqualTo(inTime.rows());
    assertThat(late.standing()).isEqualTo(inTime.standing());
    assertThat(late.amnesties()).isEqualTo(inTime.amnesties());
    assertOnlyTrueFigures(late.emitted());
    assertOnlyTrueFigures(inTime.emitted());
  }

  @Test
  void comeToTheSameWithARestartOnTheWay() {
    List<ProviderDelta> deltas = tallies(Trouble.REFUSED, 5);
    JudgingStages undisturbed = new JudgingStages(dir);
    run(undisturbed, deltas, arrivals(deltas, new Random(5), .02), -1);
    JudgingStages restarted = new JudgingStages(dir);
    run(restarted, deltas, arrivals(deltas, new Random(5), .02), 7);
    assertThat(restarted.rows()).isEqualTo(undisturbed.rows());
    assertThat(restarted.standing()).isEqualTo(undisturbed.standing());
    assertThat(restarted.withdrawn()).isEqualTo(undisturbed.withdrawn());
  }

  @Test
  void withdrawAnAlarmThatWhatWasHeldUpSpeaksAgainst() {
    List<ProviderDelta> deltas = tallies(Trouble.REFUSED, 1);
    JudgingStages inTime = new JudgingStages(dir);
    run(inTime, deltas, arrivals(deltas, new Random(1), 0), -1);
    JudgingStages held = new JudgingStages(dir);
    List<Long> arrivals = new ArrayList<>();
    for (ProviderDelta delta : deltas) {
      boolean isHeld = delta.time() >= BLOCK && delta.time() < BLOCK + 40 * MINUTE;
      arrivals.add(isHeld ? BLOCK + 100 * MINUTE : delta.time());
    }
    run(held, deltas, arrivals, -1);
    assertThat(held.withdrawn()).isNotEmpty();
    assertThat(held.standing()).isEqualTo(inTime.standing());
  }

  @Test
  void countWhatIsOlderThanTheWindowAndDoNotJudgeIt() {
    List<ProviderDelta> deltas = tallies(Trouble.CLEAN, 1);
    JudgingStages stages = new JudgingStages(dir);
    run(stages, deltas, arrivals(deltas, new Random(1), 0), -1);
    List<String> before = stages.standing();
    SortedMap<String, String> rows = stages.rows();
    for (ProviderDelta delta : tallies(Trouble.REFUSED, 1)) {
      if (delta.time() >= BLOCK && delta.time() < BLOCK + 2 * HOUR) {
        stages.add(delta);
      }
    }
    stages.tick();
    assertThat(stages.standing()).isEqualTo(before);
    assertThat(stages.withdrawn()).isEmpty();
    assertThat(stages.rows()).isNotEqualTo(rows);
  }

  @Test
  void withdrawAPauseOfASenderWhoseAcceptedMailWasHeldUp() {
    List<ProviderDelta> deltas = new ArrayList<>();
    List<Long> arrivals = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      boolean isFailed = i % 11 == 0;
      long time = START + i * MINUTE / 12;
      deltas.add(tally(isFailed, time));
      boolean isHeld = !isFailed && i % 2 == 0;
      arrivals.add(isHeld ? START + 90 * MINUTE : time);
    }
    JudgingStages inTime = new JudgingStages(dir);
    run(inTime, deltas, deltas.stream().map(ProviderDelta::time).toList(), -1);
    JudgingStages held = new JudgingStages(dir);
    run(held, deltas, arrivals, -1);
    assertThat(inTime.emitted())
        .extracting(Signal::state, Signal::cause, Signal::severity)
        .containsExactly(
            tuple(Signal.State.RAISED, Cause.BOUNCE_RATE, Severity.ADVICE),
            tuple(Signal.State.CLEARED, Cause.BOUNCE_RATE, Severity.ADVICE));
    assertThat(held.emitted()).extracting(Signal::severity).contains(Severity.PAUSE);
    assertThat(held.withdrawn()).extracting(Signal::severity).contains(Severity.PAUSE);
    assertThat(held.standing()).isEqualTo(inTime.standing());
  }

  private static ProviderDelta tally(boolean isFailed, long time) {
    return ProviderDelta.builder("docomo", time)
        .sourceIp("192.0.2.10")
        .fromDomain("shop.example")
        .batch("")
        .count(isFailed ? ProviderDelta.Count.BOUNCED : ProviderDelta.Count.ACCEPTED)
        .reason(isFailed ? Reason.USER_UNKNOWN : null)
        .figures(Set.of(Figure.ATTEMPTS))
        .build();
  }

  private static void assertOnlyTrueFigures(List<Signal> signals) {
    assertThat(signals)
        .allSatisfy(
            signal -> {
              assertThat(signal.onset()).isLessThanOrEqualTo(signal.time());
              assertThat(signal.evidence().failures())
                  .isLessThanOrEqualTo(
                      signal.evidence().failureType() == FailureType.VOLUME
                          ? Long.MAX_VALUE
                          : signal.evidence().attempts());
            });
  }

  /** Mail to two providers, one of which is in trouble. */
  private static List<ProviderDelta> tallies(Trouble trouble, int seed) {
    Episode episode = new Episode(trouble, 1, BLOCK, BLOCK + 2 * HOUR);
    Episode none = new Episode(Trouble.CLEAN, 0, BLOCK, BLOCK + HOUR);
    ProviderTraffic docomo = new ProviderTraffic("docomo", 60, episode, seed);
    ProviderTraffic gmail = new ProviderTraffic("gmail", 30, none, seed + 100);
    List<ProviderDelta> deltas = new ArrayList<>();
    for (long minute = START; minute < END; minute += MINUTE) {
      deltas.addAll(docomo.minute(minute));
      deltas.addAll(gmail.minute(minute));
    }
    return deltas;
  }

  /** When each comes: the given share of the last hours up to 100 minutes late. */
  private static List<Long> arrivals(List<ProviderDelta> deltas, Random random, double late) {
    List<Long> arrivals = new ArrayList<>();
    for (ProviderDelta delta : deltas) {
      boolean isLate = delta.time() > BLOCK - HOUR && random.nextDouble() < late;
      arrivals.add(delta.time() + (isLate ? random.nextInt(100) * MINUTE : 0));
    }
    return arrivals;
  }

  private static void run(
      JudgingStages stages, List<ProviderDelta> deltas, List<Long> arrivals, int restarts) {
    Map<Long, List<ProviderDelta>> byArrival = new TreeMap<>();
    for (int i = 0; i < deltas.size(); i++) {
      byArrival
          .computeIfAbsent(OpenMinutes.minuteOf(arrivals.get(i)), minute -> new ArrayList<>())
          .add(deltas.get(i));
    }
    Random order = new Random(11);
    for (Map.Entry<Long, List<ProviderDelta>> minute : byArrival.entrySet()) {
      List<ProviderDelta> shuffled = new ArrayList<>(minute.getValue());
      Collections.shuffle(shuffled, order);
      shuffled.forEach(stages::add);
      if (restarts > 0 && minute.getKey() / MINUTE % restarts == 0) {
        stages.restart();
      }
      stages.reach(minute.getKey() + MINUTE);
    }
    stages.reach(END + 4 * HOUR);
    stages.tick();
    stages.tick();
  }
}
