package dev.todoku.wire;

import dev.todoku.message.Resends;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key of one (message, recipient) in state: 64 bits of the Message-ID, then 64 of the
 * recipient. All recipients of a message lie side by side. Among 100 million messages the chance
 * that any two share their 64 bits is 1 in 3,700.
 */
public final class MessageKey {
  private MessageKey() {}

  /** The key of {@code recipient}, in normal form, of {@code messageId}. */
  public static Bytes of(String messageId, String recipient) {
    return of(hash(messageId), hash(recipient));
  }

  /**
   * The key beside {@code key} of the message that was sent again at {@code sentAt} on the same UTC
   * day; it lies beside those of the Message-ID's other recipients.
   */
  public static Bytes again(Bytes key, long sentAt) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    long part = Math.floorDiv(sentAt, Resends.APART_MS);
    return of(bytes.getLong(0), hash(bytes.getLong(8) + " " + part));
  }

  /** The lowest key of {@code messageId}. */
  public static Bytes first(String messageId) {
    return of(hash(messageId), 0);
  }

  /** The highest key of {@code messageId}. */
  public static Bytes last(String messageId) {
    return of(hash(messageId), -1);
  }

  private static Bytes of(long high, long low) {
    return Bytes.wrap(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  private static long hash(String text) {
    return MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8))[0];
  }
}
