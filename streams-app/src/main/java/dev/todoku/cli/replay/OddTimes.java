package dev.todoku.cli.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes those lines out of a log whose clock was far ahead for a moment, as before a host asked for
 * the time: all lines behind them would be late. A log that leaps ahead and stays there has been
 * silent.
 */
final class OddTimes {
  private static final Duration FAR = Duration.ofDays(30);

  /** So many lines a host may write with a wrong clock. */
  private static final int MOST_ODD = 100;

  private final Lines lines;
  private final Deque<ReplayItem> ahead = new ArrayDeque<>();
  private long last = Long.MIN_VALUE / 2;

  /** Gives items in the order of a file. */
  interface Lines {
    /** The next item, null at the end. */
    @Nullable ReplayItem next() throws IOException;
  }

  OddTimes(Lines lines) {
    this.lines = lines;
  }

  /** The next item, null at the end. */
  @Nullable ReplayItem next() throws IOException {
    ReplayItem item = ahead.isEmpty() ? lines.next() : ahead.poll();
    if (item == null || item instanceof ReplayItem.Skipped) {
      return item;
    }
    if (item.time() - last > FAR.toMillis() && isTakenBack(item.time())) {
      return new ReplayItem.Skipped(
          last < 0 ? nextTime(item.time()) : last,
          item.place(),
          "is of " + Instant.ofEpochMilli(item.time()) + ", far ahead of the lines behind it");
    }
    last = item.time();
    return item;
  }

  private boolean isTakenBack(long time) throws IOException {
    while (ahead.size() < MOST_ODD) {
      ReplayItem more = lines.next();
      if (more == null) {
        break;
      }
      ahead.add(more);
      if (isBehind(more, time)) {
        return true;
      }
    }
    return ahead.stream().anyMatch(more -> isBehind(more, time));
  }

  private long nextTime(long odd) {
    return ahead.stream()
        .filter(more -> isBehind(more, odd))
        .mapToLong(ReplayItem::time)
        .findFirst()
        .orElse(odd);
  }

  private static boolean isBehind(ReplayItem item, long time) {
    return item instanceof ReplayItem.Entry && time - item.time() > FAR.toMillis();
  }
}
