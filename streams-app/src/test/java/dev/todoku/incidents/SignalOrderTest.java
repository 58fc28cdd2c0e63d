package dev.todoku.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Mail;
import dev.todoku.wire.SenderActivity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The incidents follow from the set of signals, in whatever order they came. */
class SignalOrderTest {
  private static final int ORDERS = 2 * Integer.getInteger("todoku.longer", 1);
  private static final Playbook PLAYBOOK = Playbook.load();

  /** What must be equal in all orders; ids and texts need not. */
  private record End(
      boolean isOpen,
      Cause cause,
      Scope scope,
      Severity severity,
      long onset,
      long detectedAt,
      long resolvedAt,
      long attempts,
      long failures) {

    static End of(Alert alert) {
      return new End(
          alert.state().isOpen(),
          alert.cause(),
          alert.scope(),
          alert.severity(),
          alert.onset(),
          alert.detectedAt(),
          alert.resolvedAt(),
          alert.evidence().attempts(),
          alert.evidence().failures());
    }
  }

  /** One instance's incidents, fed one event after the other. */
  private static final class Run {
    private final IncidentManager manager =
        new IncidentManager(PLAYBOOK, SignalSet.facts(), Strict.HANDLER);
    private final Map<String, SubjectLog> logs = new HashMap<>();
    private final Map<String, Alert> last = new LinkedHashMap<>();
    private int revisions;

    Run feed(List<?> events) {
      events.forEach(this::feed);
      List.copyOf(logs.keySet()).forEach(this::quiet);
      List.copyOf(logs.keySet()).forEach(this::outlast);
      return this;
    }

    /** Until nothing is held back. */
    private void outlast(String subject) {
      while (logs.get(subject).heldUntil() != 0) {
        SubjectLog log = logs.get(subject);
        publish(subject, manager.onTime(log, log.heldUntil()));
      }
    }

    void feed(Object event) {
      String subject = SignalSet.subject(event);
      SubjectLog log = logs.getOrDefault(subject, SubjectLog.EMPTY);
      publish(
          subject,
          event instanceof Signal signal
              ? manager.onSignal(log, signal)
              : manager.onActivity(log, (SenderActivity) event));
    }

    void quiet(String subject) {
      publish(subject, manager.onQuiet(logs.get(subject)));
    }

    private void publish(String subject, IncidentManager.Ruling diagnosis) {
      assertThat(diagnosis.isTooLate()).isFalse();
      logs.put(subject, diagnosis.next());
      for (Alert alert : diagnosis.alerts()) {
        Alert before = last.put(alert.incidentId(), alert);
        assertThat(alert.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
        revisions++;
      }
    }

    List<End> ends() {
      return last.values().stream()
          .filter(alert -> alert.state() != Alert.State.WITHDRAWN)
          .map(End::of)
          .sorted(
              Comparator.comparingLong(End::onset)
                  .thenComparing(end -> end.scope().key())
                  .thenComparing(End::cause)
                  .thenComparingLong(End::resolvedAt))
          .toList();
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldComeToTheSameIncidentsInAnyOrder(long seed) {
    List<Object> inOrder = SignalSet.of(seed);
    List<End> expected = new Run().feed(inOrder).ends();
    assertThat(expected).isNotEmpty();
    for (int order = 0; order < ORDERS; order++) {
      List<Object> shuffled = new ArrayList<>(inOrder);
      Collections.shuffle(shuffled, new Random(seed * 1_000 + order));
      assertThat(new Run().feed(shuffled).ends()).as("order %d", order).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldComeToTheSameIncidentsWhenSignalsAreWithdrawnAndReplaced(long seed) {
    List<Object> inOrder = SignalSet.of(seed);
    List<End> expected = new Run().feed(inOrder).ends();
    for (int order = 0; order < ORDERS; order++) {
      Random random = new Random(seed * 1_000 + order);
      Run run = new Run();
      for (List<Object> step : steps(inOrder, random)) {
        step.forEach(run::feed);
        if (random.nextInt(3) == 0) {
          run.quiet(SignalSet.subject(step.get(0)));
        }
      }
      run.feed(List.of());
      assertThat(run.ends()).as("order %d", order).isEqualTo(expected);
    }
  }

  /** Each signal as it is, or a wrong one first that is taken back later: in random order. */
  private static List<List<Object>> steps(List<Object> events, Random random) {
    List<Object> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    List<List<Object>> first = new ArrayList<>();
    List<List<Object>> then = new ArrayList<>();
    for (Object event : shuffled) {
      if (event instanceof Signal right && random.nextInt(4) == 0) {
        Signal wrong = wrong(right, random);
        first.add(List.of(wrong));
        then.add(List.of(withdrawalOf(wrong), right));
      } else if (event instanceof Signal right && random.nextInt(8) == 0) {
        Signal spurious = wrong(right, random);
        first.add(List.of(event));
        if (spurious.time() != right.time()) {
          first.add(List.of(spurious));
          then.add(List.of(withdrawalOf(spurious)));
        }
      } else {
        first.add(List.of(event));
      }
    }
    Collections.shuffle(first, random);
    Collections.shuffle(then, random);
    first.addAll(then);
    return first;
  }

  private static Signal wrong(Signal right, Random random) {
    boolean isOtherTime = random.nextBoolean();
    long shift = (1 + random.nextInt(50)) * 60_000L;
    return SignalSet.signal(
        right.scope(),
        right.state(),
        right.cause(),
        Math.min(right.time(), right.onset() + shift / 3),
        isOtherTime ? right.time() + shift + 1 : right.time(),
        right.evidence().failures() * 3 + 100);
  }

  private static Signal withdrawalOf(Signal signal) {
    return new Signal(
        signal.scope(),
        Signal.State.WITHDRAWN,
        signal.cause(),
        signal.severity(),
        signal.onset(),
        signal.time(),
        signal.evidence());
  }

  @Test
  void shouldNotNameAnIncidentByTheSignalThatCameFirst() {
    List<Signal> alarm = alarm();
    Run inOrder = new Run().feed(alarm);
    List<Signal> reversed = new ArrayList<>(alarm);
    Collections.reverse(reversed);
    Run backwards = new Run().feed(reversed);
    assertThat(backwards.last.keySet()).isEqualTo(inOrder.last.keySet()).hasSize(1);
    assertThat(backwards.ends()).isEqualTo(inOrder.ends());
  }

  @Test
  void shouldWithdrawAnIncidentThatWasNotSo() {
    Signal raised = alarm().get(0);
    Run run = new Run().feed(List.of(raised, withdrawalOf(raised)));
    Alert alert = run.last.values().iterator().next();
    assertThat(alert.state()).isEqualTo(Alert.State.WITHDRAWN);
    assertThat(alert.revision()).isEqualTo(2);
    assertThat(alert.resolvedAt()).isZero();
    assertThat(alert.remedy()).isEmpty();
    assertThat(alert.evidence().findings())
        .extracting(finding -> finding.text().en())
        .containsExactly("Withdrawn: mail that came late shows that it was not so.");
    assertThat(alert.evidence().findings().get(0).text().ja()).startsWith("取り消し");
  }

  @Test
  void shouldKeepItsIdAndSayWhyWhenLateMailMovesTheOnset() {
    Signal raised = alarm().get(0);
    Signal earlier =
        SignalSet.signal(
            raised.scope(),
            raised.state(),
            raised.cause(),
            raised.onset() - 600_000,
            raised.time() - 300_000,
            9);
    Run run = new Run().feed(List.of(raised, withdrawalOf(raised), earlier));
    assertThat(run.revisions).as("none between the withdrawal and what replaces it").isEqualTo(2);
    Alert alert = run.last.get("provider=docomo,source-ip=192.0.2.10#source-ip-20260601T090000Z");
    assertThat(alert.state()).isEqualTo(Alert.State.UPDATED);
    assertThat(alert.onset()).isEqualTo(Mail.at("08:50"));
    assertThat(alert.detectedAt()).isEqualTo(Mail.at("09:05"));
    assertThat(alert.time()).as("never back").isEqualTo(raised.time());
    assertThat(alert.evidence().findings())
        .extracting(finding -> finding.id() + " " + finding.value())
        .containsExactly(
            "late-onset 2026-06-01T09:00:00Z → 2026-06-01T08:50:00Z",
            "late-detection 2026-06-01T09:10:00Z → 2026-06-01T09:05:00Z",
            "late-counts 8/24 → 9/27");
  }

  @Test
  void shouldOpenAgainWhatLateMailShowsToGoOn() {
    List<Signal> alarm = alarm();
    Signal end = alarm.get(alarm.size() - 1);
    Run run = new Run().feed(alarm);
    assertThat(run.ends()).extracting(End::isOpen).containsExactly(false);
    run.feed(List.of(withdrawalOf(end)));
    assertThat(run.last.values()).extracting(Alert::state).containsExactly(Alert.State.OPEN);
  }

  @Test
  void shouldPublishTheOpeningOfWhatHasEndedWhenItComesLate() {
    List<Signal> alarm = alarm();
    Signal end = alarm.get(alarm.size() - 1);
    Run run = new Run().feed(List.of(end, alarm.get(0)));
    assertThat(run.revisions).isEqualTo(2);
    assertThat(run.last.values()).extracting(Alert::state).containsExactly(Alert.State.RESOLVED);
    assertThat(run.last.values()).extracting(Alert::resolvedAt).containsExactly(end.time());
  }

  @Test
  void shouldKeepWhatIsOlderThanTheLogInItsBase() {
    Run run = new Run().feed(alarm().subList(0, 1));
    Scope other = new Scope("docomo", "192.0.2.10", null);
    Signal later =
        SignalSet.signal(
            other,
            Signal.State.RAISED,
            Cause.VOLUME_SURGE,
            Mail.at(2, "09:00"),
            Mail.at(2, "09:00"),
            0);
    run.feed(List.of(later));
    SubjectLog log = run.logs.get(other.subject());
    assertThat(log.signals()).containsExactly(later);
    assertThat(log.base().incidents()).hasSize(1);
    assertThat(run.last.values()).extracting(Alert::state).containsOnly(Alert.State.OPEN);
    assertThat(run.manager.onSignal(log, alarm().get(1)).isTooLate()).isTrue();
    assertThat(run.manager.onSignal(log, withdrawalOf(alarm().get(0))).isTooLate()).isTrue();
  }

  @Test
  void shouldBoundTheLog() {
    Run run = new Run();
    int overflow = 0;
    Scope scope = new Scope("docomo", "192.0.2.10", null);
    SubjectLog log = SubjectLog.EMPTY;
    for (int i = 0; i < 600; i++) {
      Signal signal =
          SignalSet.signal(
              scope,
              Signal.State.UPDATED,
              Cause.IP_BLOCK,
              Mail.at("09:00"),
              Mail.at("09:10") + i * 60_000L,
              10);
      IncidentManager.Ruling diagnosis = run.manager.onSignal(log, signal);
      log = diagnosis.next();
      overflow += diagnosis.overflow();
    }
    assertThat(log.signals()).hasSize(500);
    assertThat(overflow).isEqualTo(100);
    assertThat(log.fold().incidents()).hasSize(1);
    assertThat(log.fold().incidents().get(0).detectedAt()).isEqualTo(Mail.at("09:10"));
  }

  private static List<Signal> alarm() {
    Scope scope = new Scope("docomo", "192.0.2.10", null);
    long onset = Mail.at("09:00");
    return List.of(
        SignalSet.signal(scope, Signal.State.RAISED, Cause.IP_BLOCK, onset, Mail.at("09:10"), 8),
        SignalSet.signal(scope, Signal.State.UPDATED, Cause.IP_BLOCK, onset, Mail.at("09:20"), 40),
        SignalSet.signal(scope, Signal.State.CLEARED, Cause.IP_BLOCK, onset, Mail.at("10:00"), 41));
  }
}
