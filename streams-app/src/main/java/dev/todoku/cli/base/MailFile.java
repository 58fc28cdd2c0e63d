package dev.todoku.cli.base;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is one mail message, and what came of reading it.
 *
 * @param name how it is called in messages
 * @param fileName its name without directories
 */
public record MailFile(String name, String fileName, Reading reading) {
  /** Far above what mail servers pass on. */
  private static final int LARGEST = 64 * 1024 * 1024;

  /**
   * Reads {@code input}.
   *
   * @param counter counts the bytes as they are stored
   * @throws Failure when the file cannot be read
   */
  public static MailFile read(Input input, BounceReader reader, ByteCounter counter) {
    try (InputStream in = input.open(counter)) {
      byte[] message = in.readNBytes(LARGEST + 1);
      Reading reading =
          message.length > LARGEST
              ? new Reading.NotUnderstood("larger than any mail: " + LARGEST + " bytes")
              : reader.read(message, time(message, input));
      return new MailFile(input.name(), input.fileName(), reading);
    } catch (IOException e) {
      throw new Failure("cannot read " + input.name() + ": " + e.getMessage(), e);
    }
  }

  private static long time(byte[] message, Input input) throws IOException {
    return MessageTime.of(new ByteArrayInputStream(message)).orElse(input.modifiedAt());
  }
}
