package dev.todoku.streams;

import dev.todoku.kafka.TopicSetup;
import java.util.Optional;

/**
 * What no stage looks into. Brokers limit what is written, but count it compressed, and topics may
 * have been created by somebody else: without a limit of our own, a record could be read and then
 * be too large to be written again, which would stop the stream for good.
 */
public final class InputLimit {
  private InputLimit() {}

  /** Why {@code value} is not read, empty when it is. */
  public static Optional<String> objectionTo(byte[] value) {
    if (value == null) {
      return Optional.of("the record has no value");
    }
    return value.length > TopicSetup.LARGEST_INPUT
        ? Optional.of(
            "it has " + value.length + " bytes; at most " + TopicSetup.LARGEST_INPUT + " are read")
        : Optional.empty();
  }
}
