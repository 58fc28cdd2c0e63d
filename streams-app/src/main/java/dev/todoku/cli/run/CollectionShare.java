package dev.todoku.cli.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** How much of the latest minute the collections of the heap took. Not thread-safe. */
final class CollectionShare {
  static final long WINDOW_MS = 60_000;

  private final Deque<Reading> readings = new ArrayDeque<>();

  private record Reading(long atMs, long collectedMs) {}

  /**
   * Takes in a reading.
   *
   * @param atMs when, by a clock that never goes back
   * @param collectedMs what collections took since the start of the process
   * @return their share of the latest minute, 0 to 1; 0 before a minute has passed
   */
  double add(long atMs, long collectedMs) {
    readings.add(new Reading(atMs, collectedMs));
    Reading from = null;
    while (!readings.isEmpty() && readings.peek().atMs() <= atMs - WINDOW_MS) {
      from = readings.remove();
    }
    if (from == null) {
      return 0;
    }
    readings.addFirst(from);
    double passed = atMs - from.atMs();
    return Math.min(1, (collectedMs - from.collectedMs()) / passed);
  }
}
