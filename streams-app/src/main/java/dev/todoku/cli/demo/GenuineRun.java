package dev.todoku.cli.demo;

import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A genuine run of a Postfix server: its log, the bounce messages that came of it, and what became
 * of each message.
 *
 * @param lines of the log
 * @param bounces whole messages
 * @param expected what the log says of each (message, recipient)
 */
record GenuineRun(List<Raw> lines, List<Raw> bounces, List<Expected> expected) {
  private static final String SAMPLES = "/dev/todoku/samples/";

  /** The log names no year. */
  private static final int YEAR = 2026;

  private static final int TIME_LENGTH = "Nov 21 20:47:43".length();
  private static final DateTimeFormatter SYSLOG =
      DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ENGLISH);
  private static final String DATE = "\nDate: ";

  /** What goes into a topic as it is, and its time. */
  record Raw(long time, String text) {}

  /** The last word on one (message, recipient). */
  record Expected(String messageId, String recipient, Status status, Reason reason) {}

  static GenuineRun load() {
    return new GenuineRun(
        read("postfix/mail.log").lines().map(GenuineRun::logLine).toList(),
        read("bounces/index.txt").lines().map(GenuineRun::bounce).toList(),
        Table.read(GenuineRun.class, "expected.tsv").stream().map(GenuineRun::expected).toList());
  }

  private static Raw logLine(String line) {
    String time = line.substring(0, TIME_LENGTH).replace("  ", " ");
    Instant instant = LocalDateTime.parse(YEAR + " " + time, SYSLOG).toInstant(ZoneOffset.UTC);
    return new Raw(instant.toEpochMilli(), line);
  }

  private static Raw bounce(String file) {
    String message = read("bounces/" + file);
    int at = message.indexOf(DATE) + DATE.length();
    String date = message.substring(at, message.indexOf(" (", at));
    Instant instant = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return new Raw(instant.toEpochMilli(), message);
  }

  private static Expected expected(Line line) {
    List<String> cells = line.cells(4);
    return new Expected(
        cells.get(0), cells.get(1), Status.valueOf(cells.get(2)), Reason.valueOf(cells.get(3)));
  }

  private static String read(String name) {
    try (InputStream in = GenuineRun.class.getResourceAsStream(SAMPLES + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** How many of the expected outcomes are on the board. */
  long seenOn(OutputView board) {
    return expected.stream().filter(outcome -> isOn(board, outcome)).count();
  }

  boolean isSeenOn(OutputView board) {
    return seenOn(board) == expected.size();
  }

  static boolean isOn(OutputView board, Expected outcome) {
    return board
        .outcomeOf(outcome.messageId(), outcome.recipient())
        .filter(known -> known.status() == outcome.status() && known.reason() == outcome.reason())
        .isPresent();
  }
}
