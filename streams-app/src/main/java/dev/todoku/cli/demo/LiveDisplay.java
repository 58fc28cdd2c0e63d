package dev.todoku.cli.demo;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A screen that is drawn anew four times a second. */
final class LiveDisplay implements Display {
  private static final long FRAME_NANOS = Duration.ofMillis(250).toNanos();
  private static final int FRAMES_PER_SIZE = 8;

  private final Terminal terminal;
  private final DemoWords words;
  private final PrintWriter out;
  private List<Row> shown = List.of();
  private Terminal.Size size = Terminal.Size.USUAL;
  private long drawnAt = System.nanoTime() - FRAME_NANOS;
  private int frames;

  LiveDisplay(DemoWords words, PrintWriter out, boolean isColoured) {
    this.words = words;
    this.out = out;
    terminal = Terminal.open(out, isColoured);
  }

  @Override
  public void outcome(Outcome outcome) {
    // The next frame shows it.
  }

  @Override
  public void alert(Alert alert) {
    // The next frame shows it.
  }

  @Override
  public void refresh(DemoFrame moment) {
    if (System.nanoTime() - drawnAt < FRAME_NANOS) {
      return;
    }
    drawnAt = System.nanoTime();
    if (frames++ % FRAMES_PER_SIZE == 0) {
      size = Terminal.size();
    }
    // Erasing to the end of a full line would erase its last character.
    shown = new LiveView(words, size.width() - 1, size.height()).of(moment);
    terminal.show(shown);
  }

  /** Leaves the last frame where the terminal scrolls. */
  @Override
  public void close() {
    terminal.close();
    shown.forEach(row -> out.println(row.text()));
    out.flush();
  }
}
