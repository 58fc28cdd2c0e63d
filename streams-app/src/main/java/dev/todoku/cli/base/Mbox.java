package dev.todoku.cli.base;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes the messages out of a file one after the other. A file that begins with a line "From " is a
 * mailbox (RFC 4155), in which every further one, after an empty line and with a date, begins
 * another message; any other file is one message.
 */
final class Mbox {
  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

  /** {@code From a@x.test Mon Jun 1 12:00:00 2026}, with a zone or without. */
  private static final Pattern SEPARATOR =
      Pattern.compile("From \\S{1,320} .{0,40}\\b\\d{1,2}:\\d{2}\\b.{0,20}\\b\\d{4}\\b.{0,20}");

  private final InputStream in;
  private final int largest;

  /**
   * @param largest of a longer message one byte more is kept, so that it is seen to be too long
   */
  Mbox(InputStream in, int largest) {
    this.in = in;
    this.largest = largest;
  }

  /** Hands each message to {@code use}. */
  void each(Consumer<byte[]> use) throws IOException {
    in.mark(FROM.length);
    boolean isMailbox = Arrays.equals(in.readNBytes(FROM.length), FROM);
    in.reset();
    if (isMailbox) {
      split(use);
    } else {
      use.accept(in.readNBytes(largest + 1));
    }
  }

  private void split(Consumer<byte[]> use) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    boolean afterEmptyLine = false;
    for (byte[] line = line(); line.length > 0; line = line()) {
      if (afterEmptyLine && isSeparator(line)) {
        use.accept(message.toByteArray());
        message.reset();
      }
      message.write(line, 0, Math.min(line.length, largest + 1 - message.size()));
      afterEmptyLine = line[0] == '\n' || line[0] == '\r';
    }
    use.accept(message.toByteArray());
  }

  /** With its end; empty at the end of the file. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    while (c >= 0 && c != '\n') {
      if (line.size() <= largest) {
        line.write(c);
      }
      c = in.read();
    }
    if (c == '\n') {
      line.write(c);
    }
    return line.toByteArray();
  }

  private static boolean isSeparator(byte[] line) {
    return line.length < 500
        && line[0] == 'F'
        && SEPARATOR.matcher(new String(line, StandardCharsets.ISO_8859_1).strip()).matches();
  }
}
