package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines, for files and for readers that cannot redraw. */
final class PlainDisplay implements Display {
  private static final int WIDTH = 100;

  /** The largest ones of the simulated shop. */
  private static final List<String> PROVIDERS =
      List.of("docomo", "au", "softbank", "google", "yahoo-japan", "icloud");

  /** Rows of the minutes of an hour may come some minutes after it. */
  private static final long MARGIN = 5 * 60_000L;

  private final DemoWords words;
  private final PrintWriter out;
  private final OutcomeRows outcomes;
  private final HourTable hours;
  private Feeder.@Nullable Phase phase;
  private final long lastHour;
  private long nextHour;

  /**
   * A display.
   *
   * @param firstHour when the simulated day begins
   */
  PlainDisplay(DemoWords words, PrintWriter out, long firstHour) {
    this.words = words;
    this.out = out;
    outcomes = new OutcomeRows(words, WIDTH);
    hours = new HourTable(words, PROVIDERS);
    nextHour = firstHour;
    lastHour = firstHour + 23 * Attempts.HOUR;
  }

  @Override
  public void outcome(Outcome outcome) {
    if (phase == Feeder.Phase.GENUINE && !outcome.notice() && outcome.status() != Status.SENT) {
      print(outcomes.of(outcome));
    }
  }

  @Override
  public void alert(Alert alert) {
    List<Row> news = new AlertBlock(words, WIDTH).news(alert);
    if (news.size() == 1) {
      print(news.get(0));
      return;
    }
    print(Row.EMPTY);
    news.forEach(this::print);
    print(Row.EMPTY);
  }

  @Override
  public void refresh(DemoFrame moment) {
    if (moment.phase() != phase) {
      enter(moment.phase());
    }
    long counted = moment.board().attempts().latestMinute() - Attempts.HOUR - MARGIN;
    while (nextHour <= Math.min(counted, lastHour)) {
      print(hours.of(moment.board(), nextHour));
      nextHour += Attempts.HOUR;
    }
  }

  private void enter(Feeder.Phase next) {
    phase = next;
    if (next == Feeder.Phase.GENUINE) {
      print(Row.heading(words.say("phase.genuine")));
      print(outcomes.heading());
    } else if (next == Feeder.Phase.DAY) {
      print(Row.EMPTY);
      print(Row.heading(words.say("phase.day")));
      hours.heading().forEach(this::print);
    }
  }

  private void print(Row row) {
    out.println(row.text());
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
