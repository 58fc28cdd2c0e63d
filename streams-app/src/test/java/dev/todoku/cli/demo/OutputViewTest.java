package dev.todoku.cli.demo;

import static dev.todoku.cli.demo.DemoRecords.at;
import static dev.todoku.cli.demo.DemoRecords.block;
import static dev.todoku.cli.demo.DemoRecords.outcome;
import static dev.todoku.cli.demo.DemoRecords.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.text.Language;
import org.junit.jupiter.api.Test;

class OutputViewTest {
  private final OutputView board = new OutputView();

  @Test
  void countsEveryMessageOnceUnderItsLatestStatus() {
    assertThat(board.add(of(Status.SENT, Reason.ON_HOLD))).isTrue();
    assertThat(board.add(of(Status.DELIVERED, Reason.DELIVERED))).isTrue();
    assertThat(board.add(of(Status.BOUNCED, Reason.USER_UNKNOWN))).isTrue();
    assertThat(board.count(Status.SENT)).isZero();
    assertThat(board.count(Status.DELIVERED)).isZero();
    assertThat(board.count("docomo", Status.BOUNCED)).isEqualTo(1);
    assertThat(board.latest()).extracting(Outcome::reason).containsExactly(Reason.USER_UNKNOWN);
    assertThat(board.outcomeRecords()).isEqualTo(3);
    assertThat(board.clock()).isEqualTo(at("09:00"));
  }

  @Test
  void anOlderRevisionChangesNothing() {
    board.add(of(Status.BOUNCED, Reason.USER_UNKNOWN));
    assertThat(board.add(of(Status.SENT, Reason.ON_HOLD))).isFalse();
    assertThat(board.count(Status.BOUNCED)).isEqualTo(1);
    assertThat(board.outcomeOf("1@a", "x@docomo.ne.jp").orElseThrow().status())
        .isEqualTo(Status.BOUNCED);
  }

  @Test
  void addsUpTheAttemptsOfTheLastHour() {
    board.add(row("docomo", "09:10", 100, 0));
    board.add(row("docomo", "09:11", 10, 1));
    board.add(row("docomo", "10:10", 3, 2));
    board.add(row("docomo", "10:10", 1, 0));
    board.add(row("google", "10:10", 50, 0));
    assertThat(board.attempts().lastHour("docomo")).isEqualTo(new Attempts.Sum(14, 3));
    assertThat(board.attempts().lastHour("au")).isEqualTo(Attempts.Sum.NONE);
  }

  @Test
  void aBlockIsOpenUntilItIsResolved() {
    board.add(block(Alert.State.OPEN, "10:23"));
    assertThat(board.openBlockAt("docomo")).isPresent();
    assertThat(board.openBlockAt("google")).isEmpty();
    board.add(block(Alert.State.RESOLVED, "15:04"));
    assertThat(board.openBlockAt("docomo")).isEmpty();
    assertThat(board.alerts()).hasSize(1);
  }

  @Test
  void aBlockThatHasEndedStandsInThePastTense() {
    DemoWords words = new DemoWords(Language.EN, Playbook.load());
    assertThat(new AlertBlock(words, 100).news(block(Alert.State.RESOLVED, "15:04")).get(0).text())
        .contains("NTT docomo refused mail from");
  }

  @Test
  void aBlockThatIsWithdrawnIsNotOpen() {
    board.add(block(Alert.State.OPEN, "10:23"));
    board.add(block(Alert.State.WITHDRAWN, "11:00"));
    assertThat(board.openBlockAt("docomo")).isEmpty();
    DemoWords words = new DemoWords(Language.EN, Playbook.load());
    assertThat(new AlertBlock(words, 100).news(block(Alert.State.WITHDRAWN, "11:00")))
        .extracting(Row::text)
        .satisfiesExactly(
            head -> assertThat(head).startsWith("● WITHDRAWN"),
            why -> assertThat(why).contains("mail that came late shows that it was not so"));
  }

  private static Outcome of(Status status, Reason reason) {
    return outcome("1@a", "x@docomo.ne.jp", "docomo", status, reason, "09:00");
  }
}
