package dev.todoku.unmatched;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.wire.UnmatchedMinute;
import dev.todoku.wire.UnmatchedMinute.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueMonitorTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final Scope MX1 = new Scope(null, "192.0.2.10", null);

  private UnmatchedMonitor monitor = UnmatchedMonitor.of(Kind.SENDS, MX1);
  private final List<Signal> signals = new ArrayList<>();

  @Test
  void callsAQueueThatStandsOnceAndItsEndWhenAttemptsPass() {
    minutes(at("08:00"), 60, 10, 10, 0);
    minutes(at("09:00"), 30, 10, 0, 0);
    Signal raised = signals.get(0);
    assertThat(raised.state()).isEqualTo(Signal.State.RAISED);
    assertThat(raised.cause()).isEqualTo(Cause.SILENT_LOSS);
    assertThat(raised.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(raised.onset()).isEqualTo(at("09:00"));
    assertThat(raised.time()).isEqualTo(at("09:11"));
    assertThat(raised.evidence().failureType()).isEqualTo(FailureType.UNATTEMPTED_SENDS);
    assertThat(raised.evidence().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(findings(raised)).containsExactly("no-attempt", "queue-stands");
    assertThat(signals).extracting(Signal::state).containsOnlyOnce(Signal.State.RAISED);
    signals.clear();

    minutes(at("09:30"), 10, 10, 10, 0);
    Signal cleared = signals.get(0);
    assertThat(cleared.state()).isEqualTo(Signal.State.CLEARED);
    assertThat(cleared.evidence().failures()).isEqualTo(300);
    assertThat(findings(cleared)).containsExactly("attempts-again");
    assertThat(signals).hasSize(1);
    assertThat(monitor.isOpen()).isFalse();
  }

  @Test
  void endsWhenAllThatWaitedHasBeenAttemptedAlthoughNothingMoreIsSent() {
    minutes(at("08:00"), 60, 10, 10, 0);
    minutes(at("09:00"), 1, 8, 0, 0);
    assertThat(signals).extracting(Signal::state).containsExactly(Signal.State.RAISED);
    late(at("11:00"), 7);
    assertThat(signals).hasSize(1);
    late(at("11:01"), 1);
    assertThat(signals)
        .extracting(Signal::state)
        .containsExactly(Signal.State.RAISED, Signal.State.CLEARED);
    assertThat(signals.get(1).time()).isEqualTo(at("11:02"));
  }

  @Test
  void callsAQueueSlowThatMovesAndCannotKeepUp() {
    minutes(at("08:00"), 60, 10, 10, 0);
    for (int i = 0; i < 30; i++) {
      add(at("09:00") + i * MINUTE, 500, 0, 250);
    }
    assertThat(signals.get(0).severity()).isEqualTo(Severity.ADVICE);
    assertThat(signals.get(0).evidence().confidence()).isEqualTo(Confidence.LOW);
    assertThat(findings(signals.get(0))).containsExactly("no-attempt", "queue-moves");
  }

  @Test
  void isSilentWhenASendNowAndThenIsNotHeardOfAgain() {
    for (int i = 0; i < 3 * 24 * 60; i++) {
      add(at("00:00") + i * MINUTE, 10, i % 50 == 0 ? 9 : 10, 0);
    }
    assertThat(signals).isEmpty();
  }

  @Test
  void saysNothingOfSendsThatWereAttemptedBeforeTheyWereKnownToWait() {
    minutes(at("08:00"), 60, 10, 10, 0);
    add(at("09:00"), 0, 0, 50);
    add(at("09:01"), 20, 0, 20);
    assertThat(signals).isEmpty();
  }

  @Test
  void endsAfterTwoDaysWhatNothingMoreIsHeardOf() {
    minutes(at("08:00"), 60, 10, 10, 0);
    minutes(at("09:00"), 1, 10, 0, 0);
    assertThat(monitor.at(at("09:11") + 47 * HOUR)).isEmpty();
    Signal ended = monitor.at(at("09:11") + 49 * HOUR).get(0);
    assertThat(ended.time()).isEqualTo(at("09:10") + 48 * HOUR);
    assertThat(findings(ended)).containsExactly("ended-by-age");
    assertThat(monitor.isOpen()).isFalse();
  }

  @Test
  void continuesFromItsBinaryFormAsIfNothingHadHappened() {
    minutes(at("08:00"), 60, 10, 10, 0);
    minutes(at("09:00"), 20, 10, 0, 0);
    UnmatchedMonitor restored = UnmatchedMonitor.decode(Kind.SENDS, MX1, monitor.encode());
    assertThat(restored.isOpen()).isTrue();
    assertThat(restored.lastDue()).isEqualTo(monitor.lastDue());
    signals.clear();
    minutes(at("09:20"), 20, 10, 5, 3);
    minutes(at("09:40"), 20, 10, 10, 0);
    List<Signal> undisturbed = List.copyOf(signals);
    signals.clear();
    monitor = restored;
    minutes(at("09:20"), 20, 10, 5, 3);
    minutes(at("09:40"), 20, 10, 10, 0);
    assertThat(signals).isEqualTo(undisturbed).isNotEmpty();
  }

  private void minutes(long from, int count, int sent, int attempted, int late) {
    for (int i = 0; i < count; i++) {
      add(from + i * MINUTE, sent, attempted, late);
    }
  }

  private void late(long minute, int count) {
    add(minute - UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS, 0, 0, count);
  }

  private void add(long minute, int sent, int attempted, int late) {
    long due = minute + UnmatchedMinute.FIRST_ATTEMPT_WITHIN_MS;
    signals.addAll(
        monitor.add(
            new UnmatchedMinute(Kind.SENDS, MX1, minute, due, sent, attempted, late, List.of())));
  }

  private static List<String> findings(Signal signal) {
    return signal.evidence().findings().stream().map(Evidence.Indication::id).toList();
  }
}
