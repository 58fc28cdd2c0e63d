package dev.todoku.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.simulate.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionReportTest {
  private static final long MINUTE = 60_000;

  @Test
  void printsOfABlockHowOftenAndHowSoonItWasCalled() {
    Found early = block(6, new Found.Detection(true, 10 * MINUTE, 8, 1.25), Cause.IP_BLOCK);
    Found missed = block(60, Found.Detection.NONE, null);
    assertThat(report(early, missed))
        .containsPattern("refused +2 +50 % +10 +10 +8 +8 +1\\.25 +50 % +2\\.0 h")
        .containsPattern("refused +1/1 +0/1")
        .contains("REFUSED            {IP_BLOCK=1, nothing=1}");
  }

  @Test
  void printsOfEverythingElseHowOftenABlockWasCalled() {
    Scenario surge = new Scenario(Trouble.RATE_LIMITED, .5, 2);
    Found right = found(surge, 6, Found.Detection.NONE, Cause.RATE_LIMITING, 0, 0);
    Found wrong = found(surge, 6, new Found.Detection(true, MINUTE, 1, 1), Cause.IP_BLOCK, 0, 0);
    assertThat(report(right, right, right, wrong))
        .containsPattern("rate limited 50 % +4 +25\\.0 % +75 %");
  }

  @Test
  void printsWhoIsLostByTheRuleAndByTodoku() {
    Scenario masked = new Scenario(Trouble.MASKED, 1, 24);
    Found of = found(masked, 6, Found.Detection.NONE, null, 40, 3);
    assertThat(report(of, of)).containsPattern("masked +80 +6");
  }

  private static Found block(double perHour, Found.Detection detection, Cause cause) {
    return found(new Scenario(Trouble.REFUSED, 1, 24), perHour, detection, cause, 0, 0);
  }

  private static Found found(
      Scenario scenario,
      double perHour,
      Found.Detection detection,
      Cause cause,
      int lostByRule,
      int lost) {
    return new Found(
        scenario,
        perHour,
        detection,
        detection.isDetected() ? 120 * MINUTE : -1,
        cause == null ? EnumSet.noneOf(Cause.class) : EnumSet.of(cause),
        0,
        1_440,
        8_640,
        Set.of(0),
        List.of(0, 0, 0, 0),
        lostByRule,
        lost);
  }

  private static String report(Found... found) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DetectionReport(List.of(found), new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .print();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
