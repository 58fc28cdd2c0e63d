package dev.todoku.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of one (message, recipient) in state: 64 bits of the Message-ID, then 64 of the
 * recipient. All recipients of a message lie side by side. Among 100 million messages the chance
 * that any two share their 64 bits is 1 in 3,700.
 */
final class MessageKey {
  private MessageKey() {}

  /** The key of {@code recipient}, in normal form, of {@code messageId}. */
  static Bytes of(String messageId, String recipient) {
    return of(hash(messageId), hash(recipient));
  }

  /** The lowest key of {@code messageId}. */
  static Bytes first(String messageId) {
    return of(hash(messageId), 0);
  }

  /** The highest key of {@code messageId}. */
  static Bytes last(String messageId) {
    return of(hash(messageId), -1);
  }

  private static Bytes of(long high, long low) {
    return Bytes.wrap(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  private static long hash(String text) {
    return MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0];
  }
}
