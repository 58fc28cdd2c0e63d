package dev.todoku.cli.demo;

import dev.todoku.schema.Status;
import dev.todoku.text.Cells;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The hours of the day, one a row: what came of the mail, and how each provider took it. Providers
 * have the names that stand in the topics: they are short.
 */
final class HourTable {
  private static final int HOUR = 6;
  private static final int NUMBER = 10;
  private static final int PROVIDER = 12;
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("HH:mm").withZone(DemoWords.JAPAN);

  private final DemoWords words;
  private final List<String> providers;

  HourTable(DemoWords words, List<String> providers) {
    this.words = words;
    this.providers = providers;
  }

  List<Row> heading() {
    StringBuilder row = new StringBuilder(Cells.left(words.say("hour"), HOUR));
    row.append(Cells.right(words.status(Status.DELIVERED), NUMBER));
    row.append(Cells.right(words.say("hour.failures"), NUMBER));
    providers.forEach(name -> row.append(Cells.right(" " + name, PROVIDER)));
    return List.of(Row.faint(words.say("hours.note")), Row.faint(row.toString()));
  }

  /** The hour that begins at {@code from}; the first columns count since the beginning. */
  Row of(OutputView board, long from) {
    StringBuilder row = new StringBuilder();
    row.append(Cells.left(FORMAT.format(Instant.ofEpochMilli(from)), HOUR));
    int failures = board.count(Status.BOUNCED) + board.count(Status.EXPIRED);
    row.append(Cells.right(words.number(board.count(Status.DELIVERED)), NUMBER));
    row.append(Cells.right(words.number(failures), NUMBER));
    for (String provider : providers) {
      Attempts.Sum sum = board.attempts().between(provider, from, from + Attempts.HOUR);
      row.append(Cells.right(words.share(sum.accepted(), sum.all()), PROVIDER));
    }
    return Row.plain(row.toString());
  }
}
