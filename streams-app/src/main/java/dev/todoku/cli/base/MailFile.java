package dev.todoku.cli.base;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * A mail message in a file, and what came of reading it.
 *
 * @param name how it is called in messages
 * @param fileName name of the file without directories, with a number behind it where the file has
 *     more messages
 */
public record MailFile(String name, String fileName, Reading reading) {
  /** Far above what mail servers pass on. */
  private static final int LARGEST = 64 * 1024 * 1024;

  /**
   * Reads the messages of {@code input}: one, or those of a mailbox in mbox format, of which the
   * second is called {@code name#2}.
   *
   * @param counter counts the bytes as they are stored
   * @throws Failure when the file cannot be read
   */
  public static void readAll(
      Input input, BounceReader reader, ByteCounter counter, Consumer<MailFile> use) {
    try (InputStream in = input.open(counter)) {
      int[] count = new int[1];
      new Mbox(in, LARGEST)
          .each(
              message -> {
                String number = ++count[0] == 1 ? "" : "#" + count[0];
                use.accept(
                    new MailFile(
                        input.name() + number,
                        input.fileName() + number,
                        read(message, reader, input)));
              });
    } catch (IOException e) {
      throw Failure.of(e, "file.unreadable", input.name(), String.valueOf(e.getMessage()));
    }
  }

  private static Reading read(byte[] message, BounceReader reader, Input input) {
    return message.length > LARGEST
        ? new Reading.NotUnderstood("larger than any mail: " + LARGEST + " bytes")
        : reader.read(message, time(message, input));
  }

  private static long time(byte[] message, Input input) {
    try {
      return MessageTime.of(new ByteArrayInputStream(message)).orElse(input.modifiedAt());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
