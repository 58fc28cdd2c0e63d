package dev.todoku.incidents;

/**
 * Event time where nothing comes: it is that of the latest record, and goes on with the wall clock
 * from there, in a replay of last month as in live mail. Not thread-safe.
 */
final class EventClock {
  private long latest;
  private long seenAt;

  /** A record of event time {@code time} has come at {@code wall}. */
  void onRecord(long time, long wall) {
    if (time > now(wall)) {
      latest = time;
      seenAt = wall;
    }
  }

  /** Event time at {@code wall}; 0 before the first record. */
  long now(long wall) {
    return latest == 0 ? 0 : latest + Math.max(0, wall - seenAt);
  }
}
