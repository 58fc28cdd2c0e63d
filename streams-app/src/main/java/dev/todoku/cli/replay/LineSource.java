package dev.todoku.cli.replay;

import dev.todoku.cli.base.ByteCounter;
import dev.todoku.cli.base.Input;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines. Until its turn comes it is not kept open, because there may be more files than a
 * process may have open.
 */
final class LineSource implements ReplaySource {
  private final Input input;
  private final Supplier<LineFormat> formats;
  private final int maxLength;
  private final ByteCounter counter;
  private @Nullable Reading reading;
  private @Nullable ReplayItem next;

  /** A file that is open. */
  private record Reading(LineReader lines, OddTimes.Lines items) {}

  private LineSource(
      Input input, Supplier<LineFormat> formats, int maxLength, ByteCounter counter) {
    this.input = input;
    this.formats = formats;
    this.maxLength = maxLength;
    this.counter = counter;
  }

  /**
   * Reads the first line.
   *
   * @param maxLength longest line in bytes that can be written
   */
  static LineSource open(
      Input input, Supplier<LineFormat> formats, int maxLength, ByteCounter counter)
      throws IOException {
    LineSource source = new LineSource(input, formats, maxLength, counter);
    if (input.isStandardInput()) {
      source.start(counter);
    } else {
      source.start(new ByteCounter()).lines().close();
      source.reading = null;
    }
    return source;
  }

  @Override
  public long time() {
    return next == null ? Long.MAX_VALUE : next.time();
  }

  @Override
  public String place() {
    return next == null ? input.name() : next.place();
  }

  @Override
  public ReplayItem take() throws IOException {
    Reading open = reading == null ? start(counter) : reading;
    ReplayItem taken = next;
    if (taken == null) {
      throw new NoSuchElementException();
    }
    advance(open);
    return taken;
  }

  private Reading start(ByteCounter counts) throws IOException {
    LineReader lines = new LineReader(input.open(counts), maxLength);
    LineFormat format = formats.get();
    OddTimes.Lines items = () -> read(lines, format);
    Reading begun = new Reading(lines, format.goesOn() ? new OddTimes(items)::next : items);
    reading = begun;
    advance(begun);
    return begun;
  }

  private void advance(Reading open) throws IOException {
    next = open.items().next();
    if (next == null) {
      open.lines().close();
    }
  }

  private @Nullable ReplayItem read(LineReader lines, LineFormat format) throws IOException {
    byte[] line = lines.next();
    while (line != null && isBlank(line)) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    String place = input.name() + ':' + lines.number();
    return lines.wasTooLong()
        ? new ReplayItem.Skipped(
            format.lastTime(), place, "is longer than the " + maxLength + " bytes of its topic")
        : format.read(line, place);
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
