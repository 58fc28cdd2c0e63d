package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The last revision of each incident, for the threads of all targets. Nothing is shown before all
 * that was on the topic has been read: what looks open may have ended since.
 */
final class AlertBoard {
  /** Ended incidents beyond it are forgotten, the oldest first. */
  private static final int KEPT = 5_000;

  private static final Comparator<Alert> OLDEST_FIRST =
      Comparator.comparingLong(Alert::time).thenComparing(Alert::incidentId);

  private record Entry(int partition, Alert alert) {}

  private final Map<String, Entry> latest = new HashMap<>();
  private boolean isComplete;
  private long version;

  /** The last record of an incident counts, whatever its revision: state may have been reset. */
  synchronized void put(int partition, Alert alert) {
    latest.put(alert.incidentId(), new Entry(partition, alert));
    if (latest.size() > KEPT) {
      latest.values().stream()
          .map(Entry::alert)
          .filter(known -> !known.state().isOpen())
          .min(OLDEST_FIRST)
          .ifPresent(oldest -> latest.remove(oldest.incidentId()));
    }
    changed();
  }

  /** Another process looks after the incidents of a partition now. */
  synchronized void forget(int partition) {
    latest.values().removeIf(entry -> entry.partition() == partition);
  }

  /** Sets whether all that was on the topic has been read. */
  synchronized void setComplete(boolean isComplete) {
    this.isComplete = isComplete;
    changed();
  }

  /** The incidents, those that changed last at the end; none while they are being read. */
  synchronized List<Alert> all() {
    return isComplete
        ? latest.values().stream().map(Entry::alert).sorted(OLDEST_FIRST).toList()
        : List.of();
  }

  synchronized long version() {
    return version;
  }

  /** Waits until something is other than at {@code seen}, or {@code millis} have passed. */
  synchronized void awaitChange(long seen, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (version == seen && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  /** Ends the wait of all. */
  synchronized void wake() {
    changed();
  }

  private void changed() {
    version++;
    notifyAll();
  }
}
