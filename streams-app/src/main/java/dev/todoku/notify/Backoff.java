package dev.todoku.notify;

import java.time.Duration;

/** Waits that double from failure to failure. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  /** From {@code first} up to {@code longest}. */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    next = first;
  }

  Duration next() {
    Duration now = next;
    Duration doubled = now.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }

  void reset() {
    next = first;
  }
}
