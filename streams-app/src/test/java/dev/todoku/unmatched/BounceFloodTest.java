package dev.todoku.unmatched;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.wire.UnmatchedMinute;
import dev.todoku.wire.UnmatchedMinute.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BounceFloodTest {
  private static final long MINUTE = 60_000;
  private static final long LAG = 25 * MINUTE;
  private static final long HOUR = 60 * MINUTE;
  private static final Scope SHOP = new Scope(null, null, "shop.example");

  private UnmatchedMonitor flood = UnmatchedMonitor.of(Kind.BOUNCES, SHOP);
  private final List<Signal> signals = new ArrayList<>();

  @Test
  void callsAFloodOfUnmatchedBouncesOnceAndItsEnd() {
    minutes(at("09:00"), 30, 20, 1);
    Signal raised = signals.get(0);
    assertThat(raised.state()).isEqualTo(Signal.State.RAISED);
    assertThat(raised.cause()).isEqualTo(Cause.BACKSCATTER);
    assertThat(raised.scope()).isEqualTo(SHOP);
    assertThat(raised.onset()).isEqualTo(at("09:00"));
    assertThat(raised.evidence().failures()).isBetween(50L, 60L);
    assertThat(signals).extracting(Signal::state).containsOnlyOnce(Signal.State.RAISED);
    long last = at("09:30") + LAG;
    assertThat(flood.at(last + HOUR - MINUTE)).isEmpty();
    Signal over = flood.at(last + HOUR + MINUTE).get(0);
    assertThat(over.state()).isEqualTo(Signal.State.CLEARED);
    assertThat(over.time()).isEqualTo(last + HOUR);
    assertThat(over.evidence().failures()).isEqualTo(570);
    assertThat(over.evidence().findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("bounces-usual-again");
    assertThat(flood.isOpen()).isFalse();
  }

  @Test
  void isSilentAboutAFewAndAboutThoseAmongManyThatMatch() {
    minutes(at("09:00"), 60, 4, 0);
    minutes(at("11:00"), 60, 200, 150);
    assertThat(signals).isEmpty();
  }

  @Test
  void takesForUsualWhatHasComeForTwoDays() {
    minutes(at("00:00"), 4 * 24 * 60, 8, 0);
    assertThat(signals)
        .extracting(Signal::state)
        .containsSubsequence(Signal.State.RAISED, Signal.State.CLEARED)
        .containsOnlyOnce(Signal.State.RAISED, Signal.State.CLEARED);
    assertThat(flood.isOpen()).isFalse();
  }

  @Test
  void continuesFromItsBinaryFormAsIfNothingHadHappened() {
    minutes(at("09:00"), 5, 20, 1);
    UnmatchedMonitor restored = UnmatchedMonitor.decode(Kind.BOUNCES, SHOP, flood.encode());
    signals.clear();
    minutes(at("09:05"), 60, 20, 1);
    List<Signal> undisturbed = List.copyOf(signals);
    signals.clear();
    flood = restored;
    minutes(at("09:05"), 60, 20, 1);
    assertThat(signals).isEqualTo(undisturbed).isNotEmpty();
  }

  private void minutes(long from, int count, int all, int matched) {
    for (int i = 0; i < count; i++) {
      long minute = from + i * MINUTE;
      signals.addAll(
          flood.add(
              new UnmatchedMinute(
                  Kind.BOUNCES, SHOP, minute, minute + LAG, all, matched, 0, List.of())));
    }
  }
}
