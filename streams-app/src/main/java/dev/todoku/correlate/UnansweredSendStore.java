package dev.todoku.correlate;

import dev.todoku.streams.WatermarkEmitter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Sends without an answer yet. Most are answered within seconds, and a record to Recipients for
 * each would cost a record a message. So Recipients gets a record only for those that still wait
 * after a minute of wall time, once.
 *
 * <p>Nothing is decided by it, so it is kept in memory: of sends that wait while a task moves,
 * nothing is published.
 */
final class UnansweredSendStore {
  /** Of {@link WatermarkEmitter#TICK}: a minute. */
  static final int PATIENCE_TICKS = 12;

  /** Of one task, so that a queue which stands for hours does not fill the memory. */
  static final int MOST = 50_000;

  private static final int MOST_A_TICK = 10_000;

  private final Map<Bytes, Waiting> waiting = new LinkedHashMap<>();
  private long now;

  /**
   * A send.
   *
   * @param messageId Message-ID in normal form
   * @param time event time
   */
  record Sent(String messageId, long time) {}

  private record Waiting(Sent sent, long dueAt) {}

  /** Begins to wait; the eldest that waits is given up when there are too many. */
  void add(Bytes key, Sent sent) {
    waiting.putIfAbsent(key, new Waiting(sent, now + PATIENCE_TICKS));
    if (waiting.size() > MOST) {
      Iterator<Bytes> eldest = waiting.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Something was heard of it. */
  void remove(Bytes key) {
    waiting.remove(key);
  }

  /** A tick of wall time has passed: hands out what has waited for long enough. */
  void onWallClock(BiConsumer<Bytes, Sent> due) {
    now++;
    Iterator<Map.Entry<Bytes, Waiting>> eldest = waiting.entrySet().iterator();
    for (int told = 0; told < MOST_A_TICK && eldest.hasNext(); told++) {
      Map.Entry<Bytes, Waiting> next = eldest.next();
      if (next.getValue().dueAt() > now) {
        return;
      }
      eldest.remove();
      due.accept(next.getKey(), next.getValue().sent());
    }
  }
}
