package dev.todoku.cli.demo;

import static dev.todoku.cli.demo.DemoRecords.alert;
import static dev.todoku.cli.demo.DemoRecords.at;
import static dev.todoku.cli.demo.DemoRecords.block;
import static dev.todoku.cli.demo.DemoRecords.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.simulate.Truth;
import dev.todoku.text.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private static final String RETURNED = "2@shop.example.jp";
  private static final String TO = "demo-7@docomo.ne.jp";

  private final DemoWords words = new DemoWords(Language.EN, Playbook.load());
  private final GenuineRun genuine =
      new GenuineRun(
          List.of(),
          List.of(),
          List.of(
              new GenuineRun.Expected(
                  "m-1@sender.test", "a@b.test", Status.BOUNCED, Reason.USER_UNKNOWN)));
  private final DayLedger day = day();
  private final Expectations expectations =
      new Expectations(genuine, day, new Truth("docomo", "203.0.113.5", at("10:20"), at("15:00")));

  @Test
  void isMetWhenAllCameAsItHappened() {
    OutputView board = board(good());
    open(board);
    resolve(board);
    assertThat(missing(board)).isEmpty();
    assertThat(expectations.delay(expectations.incident(board).orElseThrow()))
        .isEqualTo(3 * 60_000);
  }

  @Test
  void namesTheGenuineOutcomeThatIsWrong() {
    OutputView board = board(Stream.of(returned(Status.BOUNCED)));
    board.add(
        outcome("m-1@sender.test", "a@b.test", "b.test", Status.BOUNCED, Reason.BLOCKED, "05:47"));
    open(board);
    resolve(board);
    assertThat(missing(board))
        .containsExactly(
            "m-1@sender.test to a@b.test: expected bounced (USER_UNKNOWN), got bounced (BLOCKED)");
  }

  @Test
  void namesASimulatedMailWhoseBounceWasMissed() {
    OutputView board = board(Stream.of(genuineOutcome(), returned(Status.DELIVERED)));
    open(board);
    resolve(board);
    assertThat(missing(board))
        .containsExactly(
            "1 simulated mails have another outcome than they met, for example"
                + " 2@shop.example.jp: expected bounced, got accepted (USER_UNKNOWN)");
  }

  @Test
  void missesAnIncidentThatNeverOpened() {
    assertThat(missing(board(good()))).containsExactly("no incident for docomo and 203.0.113.5");
  }

  @Test
  void missesItsEnd() {
    OutputView board = board(good());
    open(board);
    assertThat(missing(board)).containsExactly("the incident is not resolved");
  }

  @Test
  void acceptsNoIncidentThatOpensTooEarlyOrTooLateOrEndsTooEarly() {
    OutputView early = board(good());
    early.add(block(Alert.State.OPEN, "10:19"));
    early.add(block(Alert.State.RESOLVED, "14:00"));
    assertThat(missing(early))
        .startsWith(
            "the incident opened at 10:19:00, before the block began at 10:20:00",
            "the incident was resolved at 14:00:00, before the block ended at 15:00:00");
    OutputView late = board(good());
    late.add(block(Alert.State.OPEN, "10:51"));
    resolve(late);
    assertThat(missing(late))
        .containsExactly(
            "the incident opened 31 min 0 s after the block began; 30 min 0 s is the limit");
  }

  @Test
  void acceptsNoOtherIncident() {
    OutputView board = board(good());
    open(board);
    resolve(board);
    board.add(block(Alert.State.OPEN, "16:00", "203.0.113.6", 1));
    board.add(block(Alert.State.OPEN, "17:00", "203.0.113.5", 2));
    board.add(alert(Cause.SILENT_LOSS, Alert.State.OPEN, "18:00", "203.0.113.5", 1));
    board.add(alert(Cause.BOUNCE_RATE, Alert.State.OPEN, "12:00", "203.0.113.5", 1));
    assertThat(missing(board))
        .containsExactly(
            "an incident nobody caused: ip-block:provider=docomo,source-ip=203.0.113.6#1",
            "an incident nobody caused: ip-block:provider=docomo,source-ip=203.0.113.5#2",
            "an incident nobody caused: silent-loss:provider=docomo,source-ip=203.0.113.5#1");
  }

  @Test
  void acceptsNoDeadLetter() {
    OutputView board = board(good());
    open(board);
    resolve(board);
    board.addDeadLetter();
    assertThat(missing(board)).containsExactly("1 dead letters");
  }

  @Test
  void theLedgerTakesTheFactThatOutranksTheOthers() {
    assertThat(day.size()).isEqualTo(1);
    assertThat(day.counts()).containsOnly(Map.entry(Status.BOUNCED, 1));
  }

  private List<String> missing(OutputView board) {
    return expectations.missingFrom(board, words).stream().map(f -> f.in(words)).toList();
  }

  private static void open(OutputView board) {
    board.add(block(Alert.State.OPEN, "10:23"));
  }

  private static void resolve(OutputView board) {
    board.add(block(Alert.State.RESOLVED, "15:04"));
  }

  private static Stream<Outcome> good() {
    return Stream.of(genuineOutcome(), returned(Status.BOUNCED));
  }

  private static Outcome genuineOutcome() {
    return outcome(
        "m-1@sender.test", "a@b.test", "b.test", Status.BOUNCED, Reason.USER_UNKNOWN, "05:47");
  }

  private static Outcome returned(Status status) {
    return outcome(RETURNED, TO, "docomo", status, Reason.USER_UNKNOWN, "12:00");
  }

  private static OutputView board(Stream<Outcome> outcomes) {
    OutputView board = new OutputView();
    outcomes.forEach(board::add);
    return board;
  }

  /** One message, sent, returned and accepted, told in this order. */
  private static DayLedger day() {
    DayLedger day = new DayLedger();
    day.add(Send.builder(RETURNED, TO, at("11:00")).build());
    day.add(
        Bounce.builder(RETURNED, TO, at("12:00"))
            .kind(Bounce.Kind.OUT_OF_BAND)
            .reason(Reason.USER_UNKNOWN)
            .build());
    day.add(Delivery.builder(RETURNED, TO, at("11:01")).build());
    return day;
  }
}
