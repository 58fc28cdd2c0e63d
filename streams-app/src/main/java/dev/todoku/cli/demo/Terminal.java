package dev.todoku.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal that obeys ECMA-48 and the private modes of xterm. While it is open, the alternate
 * screen shows, so that what stood in the terminal before comes back on closing.
 */
final class Terminal implements AutoCloseable {
  private static final String ESC = "\u001b[";
  private static final String ALTERNATE_SCREEN = ESC + "?1049h" + ESC + "?25l" + ESC + "?7l";
  private static final String NORMAL_SCREEN = ESC + "?7h" + ESC + "?25h" + ESC + "?1049l";
  private static final String HOME = ESC + "H";
  private static final String CLEAR_LINE = ESC + "K";
  private static final String CLEAR_BELOW = ESC + "J";

  /** Terminals that know them show everything between these two at once; others ignore them. */
  private static final String BEGIN_FRAME = ESC + "?2026h";

  private static final String END_FRAME = ESC + "?2026l";

  private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");

  /** How many cells a screen has. */
  record Size(int width, int height) {
    static final Size USUAL = new Size(80, 24);
  }

  private final PrintWriter out;
  private final boolean isColoured;

  private Terminal(PrintWriter out, boolean isColoured) {
    this.out = out;
    this.isColoured = isColoured;
  }

  /** Takes the screen. */
  static Terminal open(PrintWriter out, boolean isColoured) {
    out.print(ALTERNATE_SCREEN);
    out.flush();
    return new Terminal(out, isColoured);
  }

  /** Whether the standard output of this process is a terminal. */
  static boolean isStandardOutput() {
    return ask(ProcessBuilder.Redirect.INHERIT, "test", "-t", "1").isPresent();
  }

  /** The size of the terminal of this process, the usual one when it cannot be known. */
  static Size size() {
    return ask(ProcessBuilder.Redirect.PIPE, "sh", "-c", "stty size </dev/tty")
        .map(SIZE::matcher)
        .filter(Matcher::find)
        .map(found -> new Size(Integer.parseInt(found.group(2)), Integer.parseInt(found.group(1))))
        .filter(size -> size.width() > 0 && size.height() > 0)
        .orElse(Size.USUAL);
  }

  /** Shows exactly these rows, without a flicker. */
  void show(List<Row> rows) {
    StringBuilder frame = new StringBuilder(BEGIN_FRAME).append(HOME);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      frame.append(i == 0 ? "" : "\r\n");
      frame.append(isColoured ? row.coloured() : row.text()).append(CLEAR_LINE);
    }
    out.print(frame.append(CLEAR_BELOW).append(END_FRAME));
    out.flush();
  }

  @Override
  public void close() {
    out.print(NORMAL_SCREEN);
    out.flush();
  }

  /** What a command prints, empty when it fails or is not there. Java itself cannot know. */
  private static Optional<String> ask(ProcessBuilder.Redirect output, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(said)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
