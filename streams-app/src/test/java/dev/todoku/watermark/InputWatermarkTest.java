package dev.todoku.watermark;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.watermark.WatermarkRecord.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputWatermarkTest {
  private static final String SENDS = "mail.sends";
  private static final String BOUNCES = "mail.bounces";
  private static final long SECOND = 1_000;

  /** Wall time far from the events of these tests, unless they are live. */
  private static final long LONG_AFTER = at(100, "00:00");

  private InputWatermark watermark = open();
  private long now = LONG_AFTER;
  private final Map<String, Long> processedUntil = new HashMap<>();

  private static InputWatermark open() {
    return new InputWatermark(List.of(SENDS, BOUNCES), Lateness.DEFAULT, 0);
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(watermark.current()).isZero();
    assertThat(watermark.isIdle()).isFalse();
  }

  @Test
  void isThatOfTheSlowerInputLessTheAllowance() {
    tick(LONG_AFTER);
    record(SENDS, at("10:05"));
    record(BOUNCES, at("10:02"));
    assertThat(watermark.current()).isEqualTo(at("10:02") - 5 * SECOND);
    assertThat(watermark.slowest()).isEqualTo(BOUNCES);
  }

  @Test
  void waitsForASilentInputHoweverLongAsLongAsItsEndIsNotProven() {
    record(BOUNCES, at("10:00"));
    record(SENDS, at("10:00"));
    for (int second = 0; second < 600; second++) {
      record(SENDS, at("10:00") + second * 60 * SECOND);
      tick(LONG_AFTER + second * SECOND);
    }
    assertThat(watermark.current()).isEqualTo(at("10:00") - 5 * SECOND);
  }

  @Test
  void leavesAnInputOutOfAReplayThatIsProvenToBeSilentForHalfAMinute() {
    record(BOUNCES, at("10:00"));
    record(SENDS, at("11:00"));
    tick(LONG_AFTER);
    prove(BOUNCES, LONG_AFTER + 29 * SECOND);
    tick(LONG_AFTER + 30 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00") - 5 * SECOND);
    prove(BOUNCES, LONG_AFTER + 30 * SECOND);
    tick(LONG_AFTER + 30 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("11:00") - 5 * SECOND);
    record(BOUNCES, at("11:10"));
    record(SENDS, at("12:00"));
    tick(LONG_AFTER + 31 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("11:10") - 5 * SECOND);
  }

  @Test
  void inAReplayATopicOfWhichNothingWasReadYetIsWaitedForAsLong() {
    tick(LONG_AFTER);
    prove(BOUNCES, LONG_AFTER + 3_600 * SECOND);
    prove(SENDS, LONG_AFTER + 3_600 * SECOND);
    tick(LONG_AFTER + 3_600 * SECOND);
    assertThat(watermark.isIdle()).as("nothing is there to be waited for").isTrue();
    record(SENDS, at("10:00"));
    proveAll(LONG_AFTER + 3_629 * SECOND);
    assertThat(watermark.current()).isZero();
    assertThat(watermark.floor()).isEqualTo(at("10:00"));
    record(BOUNCES, at("09:00"));
    assertThat(watermark.current()).isEqualTo(at("09:00") - 5 * SECOND);
  }

  @Test
  void anInputOfWhichNothingWasReadIsBehindByWhatWasReadOfTheOthers() {
    tick(LONG_AFTER);
    record(SENDS, at("10:00"));
    record(SENDS, at("12:00"));
    assertThat(watermark.behindMs(BOUNCES)).isEqualTo(2 * 3_600 * SECOND);
  }

  @Test
  void whatItsWritersHavePassedNoInputIsBehind() {
    tick(LONG_AFTER);
    record(SENDS, at("10:00"));
    mark("replay", at(2, "09:00"), State.ACTIVE);
    record(SENDS, at(2, "10:00"));
    assertThat(watermark.floor()).as("not proven yet").isEqualTo(at("10:00"));
    proveAll(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.floor()).isEqualTo(at(2, "09:00"));
  }

  @Test
  void aReplayAfterAPauseWaitsForAllTopicsAgain() {
    record(SENDS, at("10:00"));
    record(BOUNCES, at("10:00"));
    tick(LONG_AFTER);
    proveAll(LONG_AFTER + 600 * SECOND);
    assertThat(watermark.isIdle()).isTrue();
    record(SENDS, at("20:00"));
    proveAll(LONG_AFTER + 620 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:10"));
    proveAll(LONG_AFTER + 650 * SECOND);
    assertThat(watermark.current()).isGreaterThanOrEqualTo(at("20:00") - 5 * SECOND);
  }

  @Test
  void liveASilentInputIsAsFarAsTheClockLessTheAllowance() {
    record(SENDS, at("10:00"));
    prove(SENDS, at("10:00:30"));
    prove(BOUNCES, at("10:00:20"));
    tick(at("10:00:31"));
    assertThat(watermark.current()).isEqualTo(at("10:00:15"));
    assertThat(watermark.slowest()).isEqualTo(BOUNCES);
  }

  @Test
  void aMarkHoldsOnceAllThatWasWrittenBeforeItIsProcessed() {
    tick(LONG_AFTER);
    mark("replay", at("10:00"), State.ACTIVE);
    prove(SENDS, LONG_AFTER + SECOND);
    prove(BOUNCES, LONG_AFTER);
    tick(LONG_AFTER + SECOND);
    assertThat(watermark.current()).isZero();
    prove(BOUNCES, LONG_AFTER + SECOND);
    tick(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void inABacklogMarksHoldInTheirPlaceAmongTheEvents() {
    tick(LONG_AFTER);
    prove(BOUNCES, LONG_AFTER + SECOND);
    record(SENDS, at("09:59"));
    mark("replay", at("10:00"), State.ACTIVE);
    tick(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("09:59"));
    record(SENDS, at("10:00:30"));
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void theSlowestWriterDecidesAndAnIdleOneDoesNot() {
    tick(LONG_AFTER);
    mark("intake-0", at("10:00"), State.ACTIVE);
    mark("intake-1", at("09:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    assertThat(watermark.current()).isEqualTo(at("09:00"));
    mark("intake-1", at("09:00"), State.IDLE);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void aMarkWaitsForAnIdleIntakeThatMayStillFindSomething() {
    tick(LONG_AFTER);
    idle("intake-0", LONG_AFTER - SECOND);
    mark("replay", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    assertThat(watermark.current()).isZero();
    idle("intake-0", LONG_AFTER + SECOND);
    proveAll(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void noMarkHoldsBeforeAllIntakesHaveSpoken() {
    watermark = new InputWatermark(List.of(SENDS, BOUNCES), Lateness.DEFAULT, 2);
    tick(LONG_AFTER);
    mark("replay", at("10:00"), State.ACTIVE);
    idle("intake-0", LONG_AFTER + 10 * SECOND);
    proveAll(LONG_AFTER + SECOND);
    assertThat(watermark.current()).isZero();
    idle("intake-1", LONG_AFTER + 10 * SECOND);
    proveAll(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void unmarkedInputsWaitForAnIdleIntakeThatMayStillFindSomething() {
    tick(LONG_AFTER);
    idle("intake-0", LONG_AFTER - SECOND);
    record(SENDS, at("10:00"));
    record(BOUNCES, at("10:00"));
    tick(LONG_AFTER + 2 * SECOND);
    record(SENDS, at("11:00"));
    record(BOUNCES, at("11:00"));
    assertThat(watermark.current()).isZero();
    idle("intake-0", LONG_AFTER + SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00") - 5 * SECOND);
    idle("intake-0", LONG_AFTER + 3 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("11:00") - 5 * SECOND);
  }

  @Test
  void liveUnmarkedInputsAreAsFarAsTheIdleIntakeLessTheAllowance() {
    record(SENDS, at("10:00"));
    record(BOUNCES, at("10:00"));
    tick(at("10:00"));
    idle("intake-0", at("10:00:02"));
    prove(SENDS, at("10:00:20"));
    prove(BOUNCES, at("10:00:20"));
    tick(at("10:00:20"));
    assertThat(watermark.current()).isEqualTo(at("09:59:57"));
    idle("intake-0", at("10:00:19"));
    assertThat(watermark.current()).isEqualTo(at("10:00:14"));
  }

  private void idle(String writer, long provenUntil) {
    watermark.onMark(new WatermarkRecord(writer, 0, State.IDLE, 0, 0, provenUntil), now);
  }

  @Test
  void waitsForAWriterThatPausesUntilItsLeaseIsOver() {
    tick(LONG_AFTER);
    mark("slow", at("09:00"), State.ACTIVE);
    mark("fast", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + 60 * SECOND);
    mark("fast", at("11:00"), State.ACTIVE);
    proveAll(LONG_AFTER + 120 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("09:00"));
    proveAll(LONG_AFTER + 121 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("11:00"));
  }

  @Test
  void aLeaseDoesNotRunOutWhileTheMarksAreUnread() {
    tick(LONG_AFTER);
    mark("slow", at("09:00"), State.ACTIVE);
    mark("fast", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    watermark.onWallClock(LONG_AFTER + 600 * SECOND, input -> LONG_AFTER + SECOND, LONG_AFTER);
    assertThat(watermark.current()).isEqualTo(at("09:00"));
  }

  @Test
  void aWriterThatSpokeBeforeTheFirstTickIsWaitedForAndProvenAsAnyOther() {
    mark("replay", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER);
    assertThat(watermark.current()).as("proven before it was read").isZero();
    record(SENDS, at("12:00"));
    proveAll(LONG_AFTER + 60 * SECOND);
    proveAll(LONG_AFTER + 119 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
  }

  @Test
  void aWriterThatHasClosedIsWaitedForUntilItsLastWordIsProven() {
    tick(LONG_AFTER);
    mark("replay", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    mark("replay", at("12:00"), State.CLOSED);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
    proveAll(LONG_AFTER + 2 * SECOND);
    proveAll(LONG_AFTER + 3 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("12:00"));
  }

  @Test
  void theLastWordOfAWriterThatHasClosedHoldsAlsoWhenAnotherIsAtWorkMeanwhile() {
    tick(LONG_AFTER);
    mark("intake-0", at("10:00"), State.ACTIVE);
    mark("replay", at("10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    mark("replay", at("12:00"), State.CLOSED);
    proveAll(LONG_AFTER + 2 * SECOND);
    proveAll(LONG_AFTER + 3 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("10:00"));
    mark("intake-0", at("12:00"), State.IDLE);
    proveAll(LONG_AFTER + 4 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("12:00"));
  }

  @Test
  void aWriterWhoseFirstMarkIsReadAfterItsRecordsIsWaitedForAsAnyOther() {
    tick(LONG_AFTER);
    record(SENDS, at("10:00"));
    record(BOUNCES, at("10:00"));
    mark("replay", at("09:59"), State.ACTIVE);
    record(SENDS, at("10:30"));
    record(BOUNCES, at("10:30"));
    assertThat(watermark.current()).isEqualTo(at("10:00") - 5 * SECOND);
  }

  @Test
  void whoJoinsFarBehindHoldsNobodyUp() {
    tick(LONG_AFTER);
    mark("live", at(1, "10:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    mark("replay", at("08:00"), State.ACTIVE);
    mark("live", at(1, "10:05"), State.ACTIVE);
    proveAll(LONG_AFTER + 2 * SECOND);
    assertThat(watermark.current()).isEqualTo(at(1, "10:05"));
  }

  @Test
  void goesOnWithTheClockWhenNothingComesAnyMore() {
    record(SENDS, at("10:00"));
    tick(LONG_AFTER);
    proveAll(LONG_AFTER + 40 * SECOND);
    assertThat(watermark.isIdle()).isTrue();
    assertThat(watermark.current()).isEqualTo(at("10:00:40"));
  }

  @Test
  void neverGoesBack() {
    tick(LONG_AFTER);
    record(BOUNCES, at("10:02"));
    record(SENDS, at("10:02"));
    record(SENDS, at("09:00"));
    assertThat(watermark.current()).isEqualTo(at("10:02") - 5 * SECOND);
  }

  @Test
  void goesOnAfterARestartWhereItWas() {
    tick(LONG_AFTER);
    mark("intake-0", at("10:00"), State.ACTIVE);
    mark("intake-1", at("09:00"), State.ACTIVE);
    proveAll(LONG_AFTER + SECOND);
    byte[] stored = watermark.encode();
    watermark = open();
    watermark.restore(stored);
    proveAll(LONG_AFTER + 2 * SECOND);
    mark("intake-0", at("11:00"), State.ACTIVE);
    proveAll(LONG_AFTER + 3 * SECOND);
    proveAll(LONG_AFTER + 4 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("09:00"));
    mark("intake-1", at("11:00"), State.ACTIVE);
    proveAll(LONG_AFTER + 5 * SECOND);
    assertThat(watermark.current()).isEqualTo(at("11:00"));
  }

  private void mark(String writer, long time, State state) {
    long lease = writer.startsWith("intake") ? 0 : 120 * SECOND;
    watermark.onMark(new WatermarkRecord(writer, time, state, lease, 0, 0), now);
  }

  private void record(String input, long time) {
    watermark.onRecord(input, time, now);
  }

  private void prove(String input, long wallTime) {
    processedUntil.put(input, wallTime);
  }

  /** Everything written by {@code wallTime} is processed. */
  private void proveAll(long wallTime) {
    prove(SENDS, wallTime);
    prove(BOUNCES, wallTime);
    now = wallTime;
    watermark.onWallClock(wallTime, processedUntil::get, wallTime);
  }

  private void tick(long wallTime) {
    now = wallTime;
    watermark.onWallClock(
        wallTime, input -> processedUntil.getOrDefault(input, 0L), LONG_AFTER - SECOND);
  }
}
