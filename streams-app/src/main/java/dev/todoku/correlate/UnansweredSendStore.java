package dev.todoku.correlate;

import dev.todoku.streams.WatermarkEmitter;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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
  static final int PATIENCE_TICKS =
      (int) (Duration.ofMinutes(1).toMillis() / WatermarkEmitter.TICK.toMillis());

  /** Of one task, so that a queue which stands for hours does not fill the memory. */
  static final int MOST = 50_000;

  private static final int MOST_A_TICK = 10_000;

  private final Map<Bytes, Waiting> waiting = new LinkedHashMap<>();
  private long now;

  /**
   * A send.
   *
   * @param key of its message and recipient
   * @param messageId Message-ID in normal form
   * @param time event time
   */
  record Sent(Bytes key, String messageId, long time) {}

  private record Waiting(Sent sent, long dueAt) {}

  /** Begins to wait; the eldest that waits is given up when there are too many. */
  void add(Sent sent) {
    waiting.putIfAbsent(sent.key(), new Waiting(sent, now + PATIENCE_TICKS));
    if (waiting.size() > MOST) {
      Iterator<Bytes> eldest = waiting.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** It has an answer. */
  void remove(Bytes key) {
    waiting.remove(key);
  }

  /** A tick of wall time has passed: hands out what has waited for long enough. */
  void onWallClock(Consumer<Sent> due) {
    now++;
    Iterator<Waiting> eldest = waiting.values().iterator();
    for (int taken = 0; taken < MOST_A_TICK && eldest.hasNext(); taken++) {
      Waiting next = eldest.next();
      if (next.dueAt() > now) {
        return;
      }
      eldest.remove();
      due.accept(next.sent());
    }
  }
}
