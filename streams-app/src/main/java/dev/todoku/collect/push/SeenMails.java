package dev.todoku.collect.push;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows messages that were brought before. A mail server that gets no answer, because a line broke
 * after the message was stored, brings it again, byte for byte.
 *
 * <p>Not thread-safe.
 */
public final class SeenMails {
  /** Mail servers give up after five days. */
  private static final Duration REMEMBERED = Duration.ofDays(6);

  private static final String PREFIX = "mail:";

  /** By when they were brought, the oldest first. */
  private final Map<String, Long> seenAt = new LinkedHashMap<>();

  /** Goes on with what was stored, instead of what it knew. */
  public void restore(Map<String, byte[]> stored) {
    seenAt.clear();
    stored.entrySet().stream()
        .filter(position -> position.getKey().startsWith(PREFIX))
        .sorted(Map.Entry.comparingByValue((a, b) -> Long.compare(time(a), time(b))))
        .forEach(position -> seenAt.put(position.getKey(), time(position.getValue())));
  }

  /**
   * Remembers a message.
   *
   * @param now wall clock, milliseconds since 1970
   * @param changed where positions that change are put
   * @return whether it was not known
   */
  boolean add(byte[] message, long now, Map<String, byte[]> changed) {
    String key = key(message);
    if (seenAt.putIfAbsent(key, now) != null) {
      return false;
    }
    changed.put(key, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
    for (Iterator<Map.Entry<String, Long>> all = seenAt.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<String, Long> oldest = all.next();
      if (oldest.getValue() >= now - REMEMBERED.toMillis()) {
        break;
      }
      changed.put(oldest.getKey(), null);
      all.remove();
    }
    return true;
  }

  private static long time(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  private static String key(byte[] message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return PREFIX + HexFormat.of().formatHex(digest.digest(message), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
