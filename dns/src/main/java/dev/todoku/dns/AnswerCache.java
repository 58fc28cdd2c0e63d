package dev.todoku.dns;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers until their time is over. When there is no more room, what nobody has asked for longest
 * goes first.
 */
final class AnswerCache {
  /** An entry with its objects, of a 64-bit JVM with compressed pointers, and some to spare. */
  private static final long BYTES_OF_ENTRY = 320;

  /** A string with its array. */
  private static final long BYTES_OF_VALUE = 56;

  private record Kept(DnsAnswer answer, long until) {}

  private final Map<Question, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final InstantSource clock;
  private final long capacity;
  private long bytes;

  /**
   * An empty cache.
   *
   * @param capacity bytes that it may take, approximately
   */
  AnswerCache(InstantSource clock, long capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /** The answer that still holds, null when there is none. */
  synchronized @Nullable DnsAnswer get(Question question) {
    Kept kept = entries.get(question);
    if (kept == null) {
      return null;
    }
    if (kept.until() <= clock.millis()) {
      remove(question);
      return null;
    }
    return kept.answer();
  }

  synchronized void put(Question question, DnsAnswer answer) {
    remove(question);
    if (answer.ttl().isZero()) {
      return;
    }
    entries.put(question, new Kept(answer, clock.millis() + answer.ttl().toMillis()));
    bytes += size(question, answer);
    Iterator<Map.Entry<Question, Kept>> eldest = entries.entrySet().iterator();
    while (bytes > capacity && eldest.hasNext()) {
      Map.Entry<Question, Kept> entry = eldest.next();
      bytes -= size(entry.getKey(), entry.getValue().answer());
      eldest.remove();
    }
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized long bytes() {
    return bytes;
  }

  private void remove(Question question) {
    Kept gone = entries.remove(question);
    if (gone != null) {
      bytes -= size(question, gone.answer());
    }
  }

  private static long size(Question question, DnsAnswer answer) {
    long size = BYTES_OF_ENTRY + question.name().length();
    for (String value : answer.values()) {
      size += BYTES_OF_VALUE + value.length();
    }
    return size;
  }
}
