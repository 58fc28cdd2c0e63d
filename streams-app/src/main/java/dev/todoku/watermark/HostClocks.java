package dev.todoku.watermark;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the logs of several hosts have come that stand in one partition. Their clocks differ, and
 * a shipper that was away sends late: the slowest decides, if it is not far behind the others.
 *
 * <p>Not thread-safe.
 */
public final class HostClocks {
  /** Who is further behind has stopped, or is late for everything. */
  private static final long FAR_BEHIND_MS = Duration.ofMinutes(10).toMillis();

  /** Anyone can put a name into a log line. */
  private static final int MOST_HOSTS = 10_000;

  private final Map<String, Long> latest = new HashMap<>();
  private long furthest;
  private long slowest;

  /**
   * A line has been read.
   *
   * @param time its event time, epoch milliseconds
   * @return event time that all hosts have passed
   */
  public long onLine(String host, long time) {
    Long before = latest.get(host);
    if (before != null && before >= time) {
      return slowest;
    }
    latest.put(host, time);
    furthest = Math.max(furthest, time);
    // Only the slowest moves the whole: who was ahead of it leaves it where it is.
    if (before == null || before <= slowest || furthest - slowest > FAR_BEHIND_MS) {
      forgetFarBehind();
    }
    return slowest;
  }

  private void forgetFarBehind() {
    if (latest.size() > MOST_HOSTS) {
      latest.clear();
    }
    latest.values().removeIf(time -> furthest - time > FAR_BEHIND_MS);
    slowest = latest.values().stream().mapToLong(Long::longValue).min().orElse(furthest);
  }
}
