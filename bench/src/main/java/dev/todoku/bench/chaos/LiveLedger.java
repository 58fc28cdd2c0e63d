package dev.todoku.bench.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Writes a ledger as it happens: event time is now. */
final class LiveLedger {
  private static final long MINUTE = 60_000;

  /** What waits for its send has been waited for by then: twice {@code early.bounce.wait.ms}. */
  private static final long WAITED_OUT = 120 * MINUTE;

  private static final long PAUSE_NANOS = 5_000_000;

  private final InputWriter feed;
  private final Fates fates;
  private final LedgerTraffic traffic;
  private final PriorityQueue<InputRecord> waiting =
      new PriorityQueue<>(Comparator.comparingLong(InputRecord::arrival));

  /** How many records of each event time are waiting. */
  private final TreeMap<Long, Integer> times = new TreeMap<>();

  /**
   * Nothing is written yet.
   *
   * @param latestBounce how long after its acceptance a bounce comes at most, milliseconds
   */
  LiveLedger(InputWriter feed, long seed, Fates fates, long latestBounce) {
    this.feed = feed;
    this.fates = fates;
    this.traffic = new LedgerTraffic(seed, fates, latestBounce);
  }

  /**
   * Writes mail at a steady rate for so many seconds, and then what is still to follow from it.
   *
   * @return event time of the closing mail, which is written too
   */
  long write(int perSecond, long seconds) {
    long begun = System.currentTimeMillis();
    long end = begun + seconds * 1_000;
    int number = 0;
    for (long now = begun; now < end || !waiting.isEmpty(); now = System.currentTimeMillis()) {
      for (long due = due(begun, number, perSecond);
          due <= now && due < end;
          due = due(begun, number, perSecond)) {
        traffic.message(number++, due).forEach(this::add);
      }
      while (!waiting.isEmpty() && waiting.element().arrival() <= now) {
        InputRecord entry = waiting.remove();
        times.merge(entry.time(), -1, Integer::sum);
        times.remove(entry.time(), 0);
        feed.send(entry);
      }
      long due = due(begun, number, perSecond);
      feed.passing(times.isEmpty() ? Math.min(now, due) : Math.min(times.firstKey(), due));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long closing = (System.currentTimeMillis() / MINUTE + 1) * MINUTE;
    close(ClosingMail.at(closing, fates));
    feed.end(closing + WAITED_OUT);
    return closing;
  }

  private static long due(long begun, int number, int perSecond) {
    return begun + 1_000L * number / perSecond;
  }

  private void add(InputRecord entry) {
    waiting.add(entry);
    times.merge(entry.time(), 1, Integer::sum);
  }

  private void close(List<InputRecord> records) {
    records.forEach(feed::send);
  }
}
