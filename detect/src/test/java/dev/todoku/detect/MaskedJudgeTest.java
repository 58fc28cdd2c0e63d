package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.SmtpReply;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A source IP sends a message a minute, and from some minute on all its recipients, or one in so
 * many, are unknown.
 */
class MaskedJudgeTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;
  private static final long BLOCK = START + 600 * MINUTE;

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.MASKED_REFUSALS);
  private final RecentTrials recent = new RecentTrials();
  private long next = START;
  private int oneIn = 1;
  private boolean isKnown = true;

  @Test
  void waitsNoLongerThanTenMinutesForOthersWhereNobodyElseSends() {
    long raised = sendUntilAlarmed(0);
    assertThat(MaskedJudge.rule(alarm(raised + 9 * MINUTE))).isEqualTo(Diagnosis.NONE);
    assertThat(MaskedJudge.rule(alarm(raised + 10 * MINUTE))).as("a block").isNull();
  }

  @Test
  void waitsTwoHoursForOthersWhoSentBeforeAndMaySendAgain() {
    long raised = sendUntilAlarmed(3);
    assertThat(MaskedJudge.rule(alarm(raised + 60 * MINUTE))).isEqualTo(Diagnosis.NONE);
    assertThat(MaskedJudge.rule(alarm(raised + 120 * MINUTE))).as("a block").isNull();
  }

  @Test
  void takesACompanyWhereNobodyElseSendsForAFaultOfItsOwn() {
    isKnown = false;
    long raised = sendUntilAlarmed(0);
    assertThat(MaskedJudge.rule(alarm(raised + 9 * MINUTE))).isEqualTo(Diagnosis.NONE);
    Diagnosis diagnosis = Objects.requireNonNull(MaskedJudge.rule(alarm(raised + 10 * MINUTE)));
    assertThat(diagnosis.cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    assertThat(diagnosis.findings())
        .contains(Evidence.Indication.of("nothing-to-compare", false, null));
  }

  @Test
  void takesAFewRecipientsInTwentyForNoBlock() {
    oneIn = 14;
    long raised = sendUntilAlarmed(0);
    assertThat(MaskedJudge.rule(alarm(raised + 180 * MINUTE))).isEqualTo(Diagnosis.NONE);
  }

  /**
   * Sends until it is alarmed.
   *
   * @param others one message of others in so many minutes, until the block; 0 for nobody else
   * @return when it was alarmed
   */
  private long sendUntilAlarmed(int others) {
    while (!monitor.detector().isAlarmed()) {
      send(others);
    }
    return monitor.detector().raisedAt();
  }

  private void send(int others) {
    boolean isBlocked = next >= BLOCK;
    boolean isUnknown = isBlocked && next / MINUTE % oneIn == 0;
    Figures own = trial(isUnknown);
    recent.add(next, own);
    if (!isBlocked && others > 0 && next / MINUTE % others == 0) {
      recent.add(next, trial(false));
    }
    Evidence.Sample sample =
        new Evidence.Sample(next, next + "@x", "shop.example", "r@p", SmtpReply.UNKNOWN);
    StreamMinute minute = new StreamMinute();
    minute.add(
        "shop.example",
        own,
        Map.of(Batch.NONE, own),
        isUnknown ? Map.of(FailureType.MASKED_REFUSALS, List.of(sample)) : Map.of());
    monitor.add(next, minute);
    next += MINUTE;
  }

  /** As it stands at {@code time}, until which mail goes on. */
  private Alarm alarm(long time) {
    while (next < time) {
      send(0);
    }
    return new Alarm(
        monitor,
        new ComparisonContext(
            true,
            member -> null,
            false,
            recent,
            domain -> false,
            isKnown,
            false,
            1,
            member -> 1,
            time));
  }

  private static Figures trial(boolean isUnknown) {
    Figures figures = new Figures().plus(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN));
    return isUnknown ? figures.plus(EnumSet.of(Figure.PROVEN_UNKNOWN)) : figures;
  }
}
