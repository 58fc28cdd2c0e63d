package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AlertBudgetTest {
  private static final List<Long> NONE = List.of();

  @Test
  void theFirstRevisionIsPublishedAtOnce() {
    assertThat(AlertBudget.dueAt(null, NONE, open("09:00"), 1)).isZero();
  }

  @Test
  void theFirstChangeIsPublishedAtOnceAndTheNextAfterAnHour() {
    Alert changed = alert(Alert.State.UPDATED, Severity.PAUSE, "09:20");
    assertThat(due(open("09:00"), changed)).isZero();
    Alert again = alert(Alert.State.UPDATED, Severity.PAUSE, "09:40");
    assertThat(due(changed, again)).isEqualTo(at("10:20"));
  }

  @Test
  void whatGetsWorseIsPublishedAtOnceHoweverMuchWasPublished() {
    Alert changed = alert(Alert.State.UPDATED, Severity.PAUSE, "09:20");
    Alert worse = alert(Alert.State.UPDATED, Severity.CRITICAL, "09:40");
    assertThat(AlertBudget.dueAt(changed, times("09:00", 8), worse, 1)).isZero();
  }

  @Test
  void whatGetsBetterIsAChangeLikeOthers() {
    Alert changed = alert(Alert.State.UPDATED, Severity.PAUSE, "09:20");
    Alert milder = alert(Alert.State.UPDATED, Severity.ADVICE, "09:40");
    assertThat(due(changed, milder)).isEqualTo(at("10:20"));
  }

  @Test
  void changesLeaveRoomForTheEnd() {
    Alert changed = alert(Alert.State.UPDATED, Severity.PAUSE, "14:00");
    Alert again = alert(Alert.State.UPDATED, Severity.PAUSE, "16:00");
    assertThat(AlertBudget.dueAt(changed, times("09:00", 5), again, 1)).isEqualTo(at("15:00"));
    assertThat(AlertBudget.dueAt(changed, times("09:00", 6), again, 1)).isEqualTo(at(1, "09:00"));
    Alert end = end("16:00");
    assertThat(AlertBudget.dueAt(changed, times("09:00", 6), end, 1)).isEqualTo(at("16:00"));
  }

  @Test
  void whatOpensAgainIsPublishedAtOnceEightTimesADay() {
    Alert end = end("16:00");
    Alert again = open("16:10");
    assertThat(AlertBudget.dueAt(end, times("09:00", 7), again, 4)).isZero();
    assertThat(AlertBudget.dueAt(end, times("09:00", 8), again, 4)).isEqualTo(at(1, "09:00"));
  }

  @Test
  void theMoreOftenItCameTheLongerItMustBeAway() {
    Alert end = end("10:00");
    assertThat(AlertBudget.dueAt(open("09:00"), NONE, end, 1)).isEqualTo(at("10:00"));
    assertThat(AlertBudget.dueAt(open("09:00"), NONE, end, 2)).isEqualTo(at("11:00"));
    assertThat(AlertBudget.dueAt(open("09:00"), NONE, end, 3)).isEqualTo(at("16:00"));
    assertThat(AlertBudget.dueAt(open("09:00"), NONE, end, 30)).isEqualTo(at("16:00"));
  }

  @Test
  void whatWasNotSoIsTakenBackAtOnce() {
    Alert withdrawn = alert(Alert.State.WITHDRAWN, Severity.PAUSE, "09:10");
    assertThat(AlertBudget.dueAt(open("09:00"), times("09:00", 8), withdrawn, 1)).isZero();
  }

  private static long due(Alert before, Alert next) {
    return AlertBudget.dueAt(before, NONE, next, 1);
  }

  /** So many revisions, one an hour. */
  private static List<Long> times(String first, int count) {
    return LongStream.range(0, count).mapToObj(hour -> at(first) + hour * 3_600_000).toList();
  }

  private static Alert open(String time) {
    return alert(Alert.State.OPEN, Severity.PAUSE, time);
  }

  private static Alert end(String time) {
    return alert(Alert.State.RESOLVED, Severity.PAUSE, time);
  }

  private static Alert alert(Alert.State state, Severity severity, String time) {
    return Alert.builder(
            "incident", Cause.IP_BLOCK, severity, new Scope("docomo", "192.0.2.10", null))
        .revision(1)
        .state(state)
        .onset(at("08:50"))
        .detectedAt(at("09:00"))
        .time(at(time))
        .resolvedAt(state == Alert.State.RESOLVED ? at(time) : 0)
        .title(new Text("件名", "title"))
        .evidence(Proof.of(100, 10, .02, 22, 19.8, List.of()))
        .build();
  }
}
