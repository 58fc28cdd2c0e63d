package dev.todoku.senders;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.detect.Sensitivity;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SenderMonitorTest {
  private static final String SENDER = "shop.example";
  private static final String CAMPAIGN = "campaign=spring";
  private static final long MINUTE = 60_000;
  private static final long START = at("09:00");

  private Set<String> hiding = Set.of();
  private final StreamState state = new StreamState(SenderStreams.channelsOf(CAMPAIGN));

  @Test
  void reportsACampaignThatIsOverBeforeItIsSureWhatTheAlarmMeans() {
    for (int i = 0; i < 5; i++) {
      assertThat(minute(START + i * MINUTE)).isEmpty();
    }
    long raisedAt = state.watch(FailureType.UNKNOWN_RECIPIENTS).detector().raisedAt();
    assertThat(state.isUnreported()).isTrue();
    assertThat(due(raisedAt + 19 * MINUTE)).isEmpty();
    assertThat(due(raisedAt + 300 * MINUTE))
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.cause()).isEqualTo(Cause.LIST_QUALITY);
              assertThat(signal.state()).isEqualTo(Signal.State.RAISED);
              assertThat(signal.time()).isEqualTo(raisedAt + 20 * MINUTE);
            });
    assertThat(due(raisedAt + 301 * MINUTE)).isEmpty();
  }

  @Test
  void reportsTheSameWhenTheNextMailComesFirst() {
    for (int i = 0; i < 5; i++) {
      minute(START + i * MINUTE);
    }
    long raisedAt = state.watch(FailureType.UNKNOWN_RECIPIENTS).detector().raisedAt();
    assertThat(minute(raisedAt + 100 * MINUTE))
        .extracting(Signal::time)
        .first()
        .isEqualTo(raisedAt + 20 * MINUTE);
  }

  @Test
  void saysNothingOfAListWhereProvenRecipientsBecameUnknownToo() {
    for (int i = 0; i < 5; i++) {
      minute(START + i * MINUTE, Figure.UNPROVEN_UNKNOWN, Figure.PROVEN_UNKNOWN);
    }
    assertThat(due(START + 300 * MINUTE)).isEmpty();
  }

  @Test
  void goesOnDoubtingWhileProvenRecipientsAreUnknownAndThoseWithoutAHistoryFollow() {
    for (int i = 0; i < 4; i++) {
      minute(START + i * MINUTE, Figure.UNPROVEN_UNKNOWN, Figure.PROVEN_UNKNOWN);
    }
    for (int i = 4; i < 10; i++) {
      strangers(START + i * MINUTE, 6);
    }
    assertThat(due(START + 300 * MINUTE)).isEmpty();
  }

  @Test
  void saysNothingOfAFormWhereTheSendersOtherMailShowsThatItIsTheProvider() {
    hiding = Set.of("docomo", "au");
    for (int i = 0; i < 5; i++) {
      minute(START + i * MINUTE);
    }
    assertThat(due(START + 300 * MINUTE)).isEmpty();
  }

  @Test
  void aProviderThatHidesNothingShowsTheList() {
    hiding = Set.of("au");
    for (int i = 0; i < 5; i++) {
      minute(START + i * MINUTE);
    }
    assertThat(due(START + 300 * MINUTE)).hasSize(1);
  }

  @Test
  void providersHideThatCallProvenRecipientsUnknownInAllMailOfTheSender() {
    StreamState all = new StreamState(SenderStreams.channelsOf(SenderStreams.ALL));
    for (int i = 0; i < 5; i++) {
      StreamMinute minute = new StreamMinute();
      minute.add("docomo", figures(Figure.PROVEN_UNKNOWN), Map.of(), Map.of());
      minute.add("au", figures(Figure.UNPROVEN_UNKNOWN), Map.of(), Map.of());
      all.add(START + i * MINUTE, minute);
    }
    assertThat(SenderMonitor.hiding(all)).containsExactly("docomo");
  }

  @Test
  void aStaleListHidesNothing() {
    StreamState all = new StreamState(SenderStreams.channelsOf(SenderStreams.ALL));
    for (int i = 0; i < 100; i++) {
      Figures figures = new Figures();
      for (int sent = 0; sent < 10; sent++) {
        figures.plus(Set.of(Figure.ATTEMPTS, Figure.PROVEN));
      }
      figures.plus(Set.of(Figure.PROVEN_UNKNOWN));
      StreamMinute minute = new StreamMinute();
      minute.add("docomo", figures, Map.of(), Map.of());
      all.add(START + i * MINUTE, minute);
    }
    assertThat(all.watch(FailureType.MASKED_REFUSALS).detector().isAlarmed()).isTrue();
    assertThat(SenderMonitor.hiding(all)).isEmpty();
  }

  @Test
  void aThirdOfACampaignOfAHundredIsAList() {
    for (int i = 0; i < 12; i++) {
      strangers(START + i * MINUTE, 3);
    }
    assertThat(due(START + 300 * MINUTE)).hasSize(1);
  }

  @Test
  void aTenthOfACampaignOfAThousandIsNoListByItself() {
    for (int i = 0; i < 100; i++) {
      strangers(START + i * MINUTE, 1);
    }
    assertThat(due(START + 300 * MINUTE)).isEmpty();
  }

  @Test
  void mostOfAFewStrangersAmongManyProvenRecipientsAreNoList() {
    for (int i = 0; i < 10; i++) {
      strangersAmong(START + i * MINUTE, 40);
    }
    assertThat(state.isUnreported()).isTrue();
    assertThat(due(START + 300 * MINUTE)).isEmpty();
  }

  @Test
  void theSameAmongFewProvenRecipientsAreOne() {
    for (int i = 0; i < 10; i++) {
      strangersAmong(START + i * MINUTE, 10);
    }
    assertThat(due(START + 300 * MINUTE)).hasSize(1);
  }

  /** A message to a recipient without a history, who is unknown, and others that arrive. */
  private void strangersAmong(long time, int proven) {
    Figures figures = new Figures();
    for (int i = 0; i < proven; i++) {
      figures.plus(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN));
    }
    figures.plus(EnumSet.of(Figure.ATTEMPTS, Figure.UNPROVEN, Figure.UNPROVEN_UNKNOWN));
    hear(time, figures);
  }

  /** Ten messages to recipients without a history. */
  private void strangers(long time, int unknown) {
    Figures figures = new Figures();
    for (int i = 0; i < 10; i++) {
      figures.plus(EnumSet.of(Figure.ATTEMPTS, Figure.UNPROVEN));
    }
    for (int i = 0; i < unknown; i++) {
      figures.plus(EnumSet.of(Figure.UNPROVEN_UNKNOWN));
    }
    hear(time, figures);
  }

  private List<Signal> due(long time) {
    return SenderMonitor.due(SENDER, CAMPAIGN, state, time, hiding, Sensitivity.DEFAULT);
  }

  private List<Signal> minute(long time) {
    return minute(time, Figure.UNPROVEN_UNKNOWN);
  }

  /** Ten messages, of which six fail. */
  private List<Signal> minute(long time, Figure... failures) {
    return hear(time, figures(failures));
  }

  private static Figures figures(Figure... failures) {
    Figures figures = new Figures();
    Set<Figure> sent = EnumSet.of(Figure.ATTEMPTS, Figure.UNPROVEN, Figure.PROVEN);
    for (int i = 0; i < 10; i++) {
      figures.plus(sent);
    }
    for (int i = 0; i < 6; i++) {
      figures.plus(EnumSet.of(failures[0], failures));
    }
    return figures;
  }

  private List<Signal> hear(long time, Figures figures) {
    StreamMinute minute = new StreamMinute();
    minute.add("docomo", figures, Map.of(), Map.of());
    return new ArrayList<>(
        SenderMonitor.onMinute(SENDER, CAMPAIGN, state, minute, time, hiding, Sensitivity.DEFAULT));
  }
}
