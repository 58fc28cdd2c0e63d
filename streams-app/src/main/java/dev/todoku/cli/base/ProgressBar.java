package dev.todoku.cli.base;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/** One line on a terminal that says how far a command is. Writes nothing where there is none. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Erases the line and goes back to its beginning (ECMA-48). */
  private static final String ERASE = "\r\u001b[2K";

  private final PrintWriter terminal;
  private final LongSupplier nanoTime;
  private final long total;
  private final long startedAt;
  private String unit = "records";
  private long drawnAt;
  private boolean drawn;

  private ProgressBar(PrintWriter terminal, LongSupplier nanoTime, long total) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.total = total;
    startedAt = nanoTime.getAsLong();
    drawnAt = startedAt;
  }

  /**
   * A bar on {@code terminal} where stderr is one: the launcher says so, else picocli guesses.
   *
   * @param total of what {@link #update} counts, 0 when unknown
   */
  public static ProgressBar on(PrintWriter terminal, long total) {
    boolean shown = Boolean.getBoolean("todoku.progress") || Ansi.AUTO.enabled();
    return on(
        shown ? terminal : new PrintWriter(PrintWriter.nullWriter()), System::nanoTime, total);
  }

  static ProgressBar on(PrintWriter terminal, LongSupplier nanoTime, long total) {
    return new ProgressBar(terminal, nanoTime, total);
  }

  /** Calls what is counted {@code unit}, in the language of the person. */
  public ProgressBar counting(String unit) {
    this.unit = unit;
    return this;
  }

  /** Shows nothing before {@code delay} is over: what is done by then needs no bar. */
  public ProgressBar after(Duration delay) {
    drawnAt = startedAt + delay.toNanos() - REDRAW_NANOS;
    return this;
  }

  /**
   * Draws, ten times a second at most.
   *
   * @param done of the total
   * @param records so far; their rate is shown
   * @param label what is being worked on
   */
  public void update(long done, long records, String label) {
    long now = nanoTime.getAsLong();
    if (now - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = now;
    drawn = true;
    double rate = records / ((now - startedAt) / NANOS_PER_SECOND);
    terminal.printf(
        Locale.ROOT, "%s%s%,d %s  %,.0f/s  %s", ERASE, bar(done), records, unit, rate, label);
    terminal.flush();
  }

  /** Erases the line. */
  @Override
  public void close() {
    if (drawn) {
      terminal.print(ERASE);
      terminal.flush();
    }
  }

  private String bar(long done) {
    if (total <= 0) {
      return "";
    }
    double share = Math.min(1, (double) done / total);
    int filled = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  ",
        "=".repeat(filled),
        " ".repeat(WIDTH - filled),
        share * 100);
  }
}
