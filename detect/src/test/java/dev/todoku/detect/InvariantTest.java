package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InvariantTest {
  @Test
  void findsMoreFailuresThanAttempts() {
    Signal signal = signal(135, 154, "09:00", "10:00");
    assertThat(Invariant.brokenBy(signal)).containsExactly(Invariant.FAILURES_WITHIN_ATTEMPTS);
    assertThat(Invariant.corrected(signal)).isEqualTo(signal(154, 154, "09:00", "10:00"));
  }

  @Test
  void findsAnOnsetAfterTheTime() {
    Signal signal = signal(135, 100, "10:01", "10:00");
    assertThat(Invariant.brokenBy(signal)).containsExactly(Invariant.ONSET_BEFORE_TIME);
    assertThat(Invariant.corrected(signal)).isEqualTo(signal(135, 100, "10:00", "10:00"));
  }

  @Test
  void findsNothingWhereAllHolds() {
    assertThat(Invariant.brokenBy(signal(135, 135, "10:00", "10:00"))).isEmpty();
    assertThat(Invariant.brokenBy(new Figures().plus(Set.of(Figure.ATTEMPTS, Figure.REFUSALS))))
        .isEmpty();
  }

  @Test
  void findsNegativeCountsAndRefusalsWithoutAttempts() {
    assertThat(Invariant.brokenBy(new Figures().minus(Set.of(Figure.PROVEN))))
        .containsExactly(Invariant.COUNTS_NOT_NEGATIVE);
    assertThat(Invariant.brokenBy(new Figures().plus(Set.of(Figure.REFUSALS))))
        .containsExactly(Invariant.FAILURES_WITHIN_ATTEMPTS);
  }

  private static Signal signal(long attempts, long failures, String onset, String time) {
    return new Signal(
        new Scope("docomo", "192.0.2.25", null),
        Signal.State.RAISED,
        Cause.IP_BLOCK,
        Severity.CRITICAL,
        at(onset),
        at(time),
        Evidence.builder(FailureType.RETURNED_MAIL, Confidence.HIGH)
            .attempts(attempts)
            .failures(failures)
            .baseline(.01)
            .score(20)
            .threshold(19.8)
            .build());
  }

  private static long at(String time) {
    return Instant.parse("2026-06-01T" + time + ":00Z").toEpochMilli();
  }
}
