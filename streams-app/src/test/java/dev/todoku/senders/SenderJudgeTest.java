package dev.todoku.senders;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.streams.SenderThresholds;
import dev.todoku.wire.SenderMinute;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SenderJudgeTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final SenderJudge judge =
      new SenderJudge(new SenderThresholds(.05, .10, 100, .001, .003, 1_000, TOKYO));
  private SenderState state = SenderState.NONE;

  @Test
  void staysSilentUpToTheThreshold() {
    assertThat(hear(row(at("09:00"), 95, 5, 0))).isEmpty();
  }

  @Test
  void case28givesAdviceAndThenCallsForAPauseOnceEach() {
    assertThat(hear(row(at("09:00"), 94, 6, 0)))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.cause()).isEqualTo(Cause.BOUNCE_RATE);
              assertThat(advice.state()).isEqualTo(Signal.State.RAISED);
              assertThat(advice.severity()).isEqualTo(Severity.ADVICE);
              assertThat(advice.scope()).isEqualTo(new Scope(null, null, "shop.example"));
              assertThat(advice.evidence().attempts()).isEqualTo(100);
              assertThat(advice.evidence().failures()).isEqualTo(6);
              assertThat(advice.evidence().score()).isCloseTo(.06, within(1e-9));
              assertThat(advice.evidence().threshold()).isEqualTo(.05);
            });
    assertThat(hear(row(at("09:01"), 0, 1, 0))).isEmpty();
    assertThat(hear(row(at("09:02"), 0, 10, 0)))
        .singleElement()
        .satisfies(
            pause -> {
              assertThat(pause.state()).isEqualTo(Signal.State.UPDATED);
              assertThat(pause.severity()).isEqualTo(Severity.PAUSE);
              assertThat(pause.evidence().threshold()).isEqualTo(.10);
            });
  }

  @Test
  void aWarningDoesNotFlapWhenTheRateFallsAgain() {
    hear(row(at("09:00"), 94, 6, 0));
    assertThat(hear(row(at("09:01"), 1_000, 0, 0))).isEmpty();
    assertThat(hear(row(at("09:02"), 0, 80, 0))).isEmpty();
  }

  @Test
  void aRateOfFewMessagesSaysNothing() {
    assertThat(hear(row(at("09:00"), 0, 99, 0))).isEmpty();
    assertThat(hear(row(at("09:01"), 0, 1, 0))).hasSize(1);
  }

  @Test
  void complaintsHaveThresholdsOfTheirOwn() {
    assertThat(hear(row(at("09:00"), 999, 0, 2))).isEmpty();
    assertThat(hear(row(at("09:01"), 1, 0, 0)))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.cause()).isEqualTo(Cause.COMPLAINT_RATE);
              assertThat(advice.severity()).isEqualTo(Severity.ADVICE);
              assertThat(advice.evidence().failures()).isEqualTo(2);
            });
    assertThat(hear(row(at("09:02"), 0, 0, 2)))
        .singleElement()
        .satisfies(pause -> assertThat(pause.severity()).isEqualTo(Severity.PAUSE));
  }

  @Test
  void theNextDayBeginsAtMidnightOfItsZoneAndEndsTheWarning() {
    hear(row(at("09:00"), 94, 6, 0));
    assertThat(hear(row(at("14:59"), 1, 0, 0))).isEmpty();
    assertThat(hear(row(at("15:00"), 1, 0, 0)))
        .singleElement()
        .satisfies(
            ended -> {
              assertThat(ended.state()).isEqualTo(Signal.State.CLEARED);
              assertThat(ended.severity()).isEqualTo(Severity.ADVICE);
              assertThat(ended.evidence().attempts()).isEqualTo(101);
            });
    assertThat(state.newest().start()).isEqualTo(at("15:00"));
    assertThat(state.newest().messages()).isEqualTo(1);
  }

  @Test
  void theWarningOfASenderThatStopsEndsWithItsDay() {
    hear(row(at("09:00"), 94, 6, 0));
    assertThat(judge.onTime(state, "shop.example", at("14:00")).signals()).isEmpty();
    SenderJudge.Judgement ended = judge.onTime(state, "shop.example", at("15:00"));
    assertThat(ended.signals())
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.state()).isEqualTo(Signal.State.CLEARED);
              assertThat(signal.time()).isEqualTo(at("15:00"));
              assertThat(signal.evidence().failures()).isEqualTo(6);
            });
    state = ended.next();
    assertThat(judge.onTime(state, "shop.example", at("16:00")).signals()).isEmpty();
    assertThat(hear(row(at("16:30"), 1, 0, 0))).as("ended once").isEmpty();
  }

  @Test
  void aLateRowOfThePreviousDayIsCountedThereAndWarnsNobody() {
    hear(row(at("09:00"), 94, 0, 0));
    hear(row(at(1, "09:00"), 1, 0, 0));
    SenderJudge.Judgement late =
        judge.onMinute(state, row(at("09:01"), 0, 50, 0), ExplainedUnknown.NOTHING, Map.of());
    assertThat(late.signals()).isEmpty();
    assertThat(late.next().previous().failed()).isEqualTo(50);
    assertThat(late.next().newest()).isEqualTo(state.newest());
  }

  @Test
  void aRowOlderThanThePreviousDayIsForgotten() {
    hear(row(at("09:00"), 94, 0, 0));
    hear(row(at(1, "09:00"), 1, 0, 0));
    hear(row(at(2, "09:00"), 1, 0, 0));
    assertThat(judge.isForgotten(state, row(at("09:01"), 0, 50, 0))).isTrue();
    assertThat(judge.isForgotten(state, row(at(1, "09:01"), 0, 50, 0))).isFalse();
  }

  @Test
  void refusalsAndHiddenBlocksAreNoMatterOfTheList() {
    Figures figures = new Figures();
    times(20, figures, Figure.REFUSALS);
    times(20, figures, Figure.PROVEN_UNKNOWN);
    times(20, figures, Figure.RETURNED);
    times(20, figures, Figure.OWN_DOMAIN_UNKNOWN);
    times(20, figures, Figure.UNEXPLAINED);
    times(20, figures, Figure.UNAUTHENTICATED_FOR_GOOD);
    assertThat(hear(row(at("09:00"), "campaign=june", figures, 120, 0))).isEmpty();
    assertThat(state.newest().failed()).isZero();
  }

  @Test
  void whatAnIncidentOfItsOwnExplainsIsLeftOut() {
    Figures figures = new Figures();
    times(20, figures, Figure.UNPROVEN_UNKNOWN);
    SenderMinute minute = row(at("09:00"), "campaign=june", figures, 20, 0);
    SenderJudge.Judgement judgement = judge.onMinute(state, minute, ofCampaign("june"), Map.of());
    assertThat(judgement.signals()).isEmpty();
    assertThat(judge.onMinute(state, minute, ofCampaign("may"), Map.of()).signals()).hasSize(1);
  }

  @Test
  void takesOutWhatWasCountedBeforeAnIncidentExplainedIt() {
    Figures bad = new Figures();
    times(9, bad, Figure.UNPROVEN_UNKNOWN);
    hear(row(at("09:00"), "campaign=june", bad, 9, 0));
    SenderMinute minute = row(at("09:01"), 200, 12, 0);
    assertThat(
            judge
                .onMinute(state, minute, ExplainedUnknown.NOTHING, Map.of())
                .next()
                .newest()
                .failed())
        .isEqualTo(21);
    SenderJudge.Judgement judgement =
        judge.onMinute(state, minute, ofCampaign("june"), Map.of("campaign=june", 30L));
    assertThat(judgement.next().newest().failed()).isEqualTo(12);
    assertThat(judgement.next().newest().batches().get("campaign=june").failed()).isZero();
  }

  @Test
  void otherFailuresThatPassTheThresholdAfterAnIncidentExplainedItsPassingAreCalledAnew() {
    Figures bad = new Figures();
    times(20, bad, Figure.UNPROVEN_UNKNOWN);
    assertThat(hear(row(at("09:00"), "campaign=june", bad, 20, 0)))
        .extracting(Signal::severity)
        .containsExactly(Severity.PAUSE);
    assertThat(explained(row(at("09:01"), 0, 2, 0), 20)).isEmpty();
    assertThat(hear(row(at("09:02"), 0, 5, 0)))
        .extracting(Signal::severity, Signal::state)
        .containsExactly(tuple(Severity.ADVICE, Signal.State.UPDATED));
    assertThat(hear(row(at("09:03"), 0, 9, 0)))
        .extracting(Signal::severity, signal -> signal.evidence().failures())
        .containsExactly(tuple(Severity.PAUSE, 16L));
    assertThat(explained(row(at("09:04"), 0, 9, 0), 0)).as("called once").isEmpty();
    assertThat(hear(row(at("15:00"), 1, 0, 0)))
        .extracting(Signal::state, Signal::severity)
        .containsExactly(tuple(Signal.State.CLEARED, Severity.PAUSE));
  }

  @Test
  void aRestThatIsAsBadAsBeforeIsNotCalledAgain() {
    Figures bad = new Figures();
    times(20, bad, Figure.UNPROVEN_UNKNOWN);
    hear(row(at("09:00"), "campaign=june", bad, 20, 0));
    assertThat(hear(row(at("09:01"), 0, 50, 0))).isEmpty();
    assertThat(explained(row(at("09:02"), 0, 1, 0), 20)).isEmpty();
    assertThat(hear(row(at("09:03"), 0, 9, 0))).isEmpty();
  }

  @Test
  void namesTheCampaignThatMakesMostOfIt() {
    Figures bad = new Figures();
    times(20, bad, Figure.UNPROVEN_UNKNOWN);
    hear(row(at("09:00"), "campaign=may", new Figures(), 0, 0));
    assertThat(hear(row(at("09:01"), "campaign=june", bad, 20, 0)))
        .singleElement()
        .satisfies(signal -> assertThat(findings(signal)).containsExactly("worst-campaign june"));
    Figures complaints = new Figures();
    times(5, complaints, Figure.COMPLAINTS);
    hear(row(at("09:02"), 1_000, 0, 0));
    assertThat(hear(row(at("09:03"), "stream=form-reply", complaints, 0, 5)))
        .singleElement()
        .satisfies(
            signal -> assertThat(findings(signal)).containsExactly("worst-stream form-reply"));
  }

  private static List<String> findings(Signal signal) {
    return signal.evidence().findings().stream()
        .map(finding -> finding.id() + " " + finding.value())
        .toList();
  }

  private static void times(int n, Figures figures, Figure figure) {
    for (int i = 0; i < n; i++) {
      figures.plus(Set.of(figure));
    }
  }

  @Test
  void whatAProviderCallsUnknownThatCallsProvenRecipientsSoIsLeftOut() {
    Figures figures = new Figures();
    times(20, figures, Figure.UNPROVEN_UNKNOWN);
    SenderMinute minute = row(at("09:00"), "campaign=june", figures, 20, 0);
    assertThat(
            judge
                .onMinute(state, minute, new ExplainedUnknown(Set.of(), Set.of("au")), Map.of())
                .signals())
        .hasSize(1);
    SenderJudge.Judgement judgement =
        judge.onMinute(state, minute, new ExplainedUnknown(Set.of(), Set.of("docomo")), Map.of());
    assertThat(judgement.signals()).isEmpty();
    assertThat(judgement.next().newest().failed()).isZero();
  }

  @Test
  void whatComesBackInTheMorningIsARateOfTheMailThatItIsOf() {
    hear(row(at("09:00"), 633, 2, 0));
    long nextDay = at("21:00");
    hear(row(nextDay, 94, 0, 0));
    assertThat(hear(returned(nextDay + 60_000, at("09:00"), 9))).isEmpty();
    assertThat(state.newest().returned()).isEqualTo(9);
    assertThat(hear(row(nextDay + 120_000, 0, 6, 0)))
        .as("six of today's hundred")
        .extracting(Signal::severity, signal -> signal.evidence().failures())
        .containsExactly(tuple(Severity.ADVICE, 6L));
  }

  @Test
  void aDayOfWhichTooMuchComesBackInTheNextMorningIsCalledThen() {
    hear(row(at("09:00"), 600, 0, 0));
    long nextDay = at("21:00");
    hear(row(nextDay, 1_000, 0, 0));
    assertThat(hear(returned(nextDay + 60_000, at("09:00"), 36)))
        .singleElement()
        .satisfies(
            advice -> {
              assertThat(advice.severity()).isEqualTo(Severity.ADVICE);
              assertThat(advice.evidence().failures()).isEqualTo(36);
              assertThat(advice.evidence().attempts()).isEqualTo(600);
              assertThat(advice.onset()).isEqualTo(at("09:00") - 18 * 3_600_000L);
            });
    assertThat(hear(returned(nextDay + 120_000, at("09:00"), 1))).as("called once").isEmpty();
  }

  @Test
  void aDayThatWasCalledIsNotCalledAgainForWhatComesBackOfIt() {
    assertThat(hear(row(at("09:00"), 562, 38, 0))).hasSize(1);
    long nextDay = at("21:00");
    assertThat(hear(row(nextDay, 1_000, 0, 0)))
        .extracting(Signal::state)
        .containsExactly(Signal.State.CLEARED);
    assertThat(hear(returned(nextDay + 60_000, at("09:00"), 10))).isEmpty();
    assertThat(hear(returned(nextDay + 120_000, at("09:00"), 13)))
        .as("more than a tenth by now")
        .extracting(Signal::severity, signal -> signal.evidence().failures())
        .containsExactly(tuple(Severity.PAUSE, 61L));
  }

  @Test
  void whatComesBackOfMailOfWhichNoDayIsKnownCountsAgainstTheDayOnWhichItComes() {
    hear(row(at("21:00"), 100, 0, 0));
    assertThat(hear(returned(at("21:01"), at("09:00"), 6))).hasSize(1);
  }

  private static ExplainedUnknown ofCampaign(String name) {
    return new ExplainedUnknown(Set.of("campaign=" + name), Set.of());
  }

  private List<Signal> explained(SenderMinute minute, long failuresOfJune) {
    SenderJudge.Judgement judgement =
        judge.onMinute(state, minute, ofCampaign("june"), Map.of("campaign=june", failuresOfJune));
    state = judgement.next();
    return judgement.signals();
  }

  private List<Signal> hear(SenderMinute minute) {
    assertThat(judge.isForgotten(state, minute)).isFalse();
    SenderJudge.Judgement judgement =
        judge.onMinute(
            state, SenderMinute.decode(minute.encode()), ExplainedUnknown.NOTHING, Map.of());
    state = judgement.next();
    return judgement.signals();
  }

  private static SenderMinute row(
      long minute, String batch, Figures figures, long bounced, long complaints) {
    SortedMap<String, SortedMap<String, Figures>> byBatch = new TreeMap<>();
    byBatch.put(batch, new TreeMap<>(Map.of("docomo", figures)));
    return new SenderMinute(
        "shop.example", minute, 100, bounced, complaints, byBatch, Map.of(), new TreeMap<>());
  }

  private static SenderMinute row(long minute, long accepted, long bounced, long complaints) {
    return new SenderMinute(
        "shop.example",
        minute,
        accepted,
        bounced,
        complaints,
        new TreeMap<>(),
        Map.of(),
        new TreeMap<>());
  }

  /** Mail that had been accepted comes back: it fails now, and is no longer accepted. */
  private static SenderMinute returned(long minute, long acceptedAt, long messages) {
    return new SenderMinute(
        "shop.example",
        minute,
        -messages,
        messages,
        0,
        new TreeMap<>(),
        Map.of(),
        new TreeMap<>(Map.of(acceptedAt / 3_600_000, messages)));
  }
}
