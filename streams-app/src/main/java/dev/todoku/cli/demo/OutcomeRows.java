package dev.todoku.cli.demo;

import dev.todoku.schema.Outcome;
import dev.todoku.text.Cells;

/** Outcomes as rows of a table whose columns fill the width. */
final class OutcomeRows {
  private static final String GAP = "  ";
  private static final int TIME = 8;
  private static final int FEWEST = 10;

  private final DemoWords words;
  private final int message;
  private final int recipient;
  private final int provider;
  private final int verdict;

  OutcomeRows(DemoWords words, int width) {
    this.words = words;
    int room = Math.max(4 * FEWEST, width - TIME - 4 * GAP.length());
    message = room * 27 / 100;
    recipient = room * 28 / 100;
    provider = room * 17 / 100;
    verdict = room - message - recipient - provider;
  }

  Row heading() {
    return Row.faint(
        row(
            words.say("col.time"),
            words.say("col.message"),
            words.say("col.recipient"),
            words.say("provider"),
            words.say("col.verdict")));
  }

  Row of(Outcome outcome) {
    return Row.plain(
        row(
            words.time(outcome.time()),
            outcome.messageId(),
            outcome.recipient(),
            words.provider(outcome.provider()),
            words.verdict(outcome)));
  }

  private String row(String time, String id, String address, String providerName, String said) {
    return String.join(
        GAP,
        Cells.left(time, TIME),
        Cells.left(id, message),
        Cells.left(address, recipient),
        Cells.left(providerName, provider),
        Cells.cut(said, verdict));
  }
}
