package dev.todoku.cli.demo;

import dev.todoku.schema.Status;
import dev.todoku.text.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One moment as a screen of given size. Pure: the same moment gives the same rows. */
final class LiveView {
  private static final int PROVIDERS = 8;
  private static final int NAME = 24;
  private static final int NUMBER = 11;
  private static final int FIRST_STEPS = 3;

  /** Below this height the remedy gives way to the outcomes. */
  private static final int ROOMY = 36;

  private static final int FEWEST_OUTCOMES = 4;

  private static final List<Status> COLUMNS =
      List.of(Status.DELIVERED, Status.DEFERRED, Status.BOUNCED, Status.EXPIRED);

  private final DemoWords words;
  private final int width;
  private final int height;

  LiveView(DemoWords words, int width, int height) {
    this.words = words;
    this.width = width;
    this.height = height;
  }

  /** At most as many rows as the screen is high, none wider than it is wide. */
  List<Row> of(DemoFrame moment) {
    List<Row> rows = new ArrayList<>();
    rows.addAll(header(moment));
    rows.add(Row.EMPTY);
    rows.addAll(providers(moment.board()));
    rows.add(Row.EMPTY);
    rows.addAll(incident(moment.board()));
    rows.addAll(latest(moment.board(), height - rows.size()));
    return rows.stream().limit(height).toList();
  }

  private List<Row> header(DemoFrame moment) {
    OutputView board = moment.board();
    String title = words.say("title") + " · " + words.say(phaseKey(moment.phase()));
    String clock = board.clock() == 0 ? "" : words.clock(board.clock());
    String counters =
        words.say(
            "counters",
            moment.events(),
            moment.eventsPerSecond(),
            board.outcomeRecords(),
            board.unmatched(),
            board.deadLetters());
    String counts =
        Stream.concat(COLUMNS.stream(), Stream.of(Status.SENT))
            .map(status -> words.status(status) + " " + words.number(board.count(status)))
            .collect(Collectors.joining("   "));
    return List.of(
        Row.heading(Cells.left(title, width - Cells.width(clock)) + clock),
        Row.plain(Cells.cut(counters, width)),
        Row.plain(Cells.cut(counts, width)));
  }

  private static String phaseKey(Feeder.Phase phase) {
    return switch (phase) {
      case GENUINE -> "phase.genuine";
      case DAY -> "phase.day";
      case ENDED -> "phase.ended";
    };
  }

  private List<Row> providers(OutputView board) {
    List<Row> rows = new ArrayList<>();
    List<String> headings = COLUMNS.stream().map(words::status).toList();
    rows.add(Row.faint(row(words.say("provider"), headings, words.say("last.hour"), "")));
    for (String provider : board.largestProviders(PROVIDERS)) {
      List<String> counts =
          COLUMNS.stream().map(status -> words.number(board.count(provider, status))).toList();
      Attempts.Sum hour = board.attempts().lastHour(provider);
      boolean isBlocking = board.openBlockAt(provider).isPresent();
      rows.add(
          new Row(
              row(
                  words.provider(provider),
                  counts,
                  words.share(hour.accepted(), hour.all()),
                  isBlocking ? words.say("blocked") : ""),
              isBlocking ? Row.Tone.ALARM : Row.Tone.PLAIN));
    }
    return rows;
  }

  private String row(String name, List<String> numbers, String share, String mark) {
    StringBuilder row = new StringBuilder(Cells.left(name, NAME));
    numbers.forEach(number -> row.append(Cells.right(number, NUMBER)));
    row.append(Cells.right(share, NUMBER + 1)).append("  ").append(mark);
    return Cells.cut(row.toString().stripTrailing(), width);
  }

  /** The latest block, open ones first; while there is none, the latest of anything. */
  private List<Row> incident(OutputView board) {
    List<Row> rows = new ArrayList<>();
    board.alerts().stream()
        .max(
            Comparator.comparing(IncidentHistory::isBlock)
                .thenComparing(IncidentHistory::isOpen)
                .thenComparing(incident -> incident.latest().time()))
        .ifPresent(
            incident -> {
              int steps = height < ROOMY ? 1 : FIRST_STEPS;
              rows.addAll(new AlertBlock(words, width).of(incident, steps));
              rows.add(Row.EMPTY);
            });
    return rows;
  }

  private List<Row> latest(OutputView board, int room) {
    OutcomeRows table = new OutcomeRows(words, width);
    List<Row> rows = new ArrayList<>();
    rows.add(Row.heading(Cells.cut(words.say("latest"), width)));
    rows.add(table.heading());
    board.latest().stream()
        .limit(Math.max(FEWEST_OUTCOMES, room - 2))
        .map(table::of)
        .forEach(rows::add);
    return rows;
  }
}
