package dev.todoku.bench.detection;

import dev.todoku.wire.ProviderDelta;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Mails and bounces of a stream in the last hour, and how the hours of the week before were. */
final class LastHour {
  private static final int HOUR = 60;
  private static final int HOURS_KEPT = 168;
  private static final int HOURS_NEEDED = 24;

  private record Minute(int mails, int failures) {}

  private final Deque<Minute> minutes = new ArrayDeque<>();
  private final Deque<Double> hours = new ArrayDeque<>();
  private int mails;
  private int failures;
  private int untilNextHour = HOUR;

  /** Takes in the next minute. */
  void add(List<ProviderDelta> deltas) {
    int n = 0;
    int f = 0;
    for (ProviderDelta delta : deltas) {
      n += delta.count() == ProviderDelta.Count.NOTHING ? 0 : 1;
      f +=
          delta.count() == ProviderDelta.Count.BOUNCED
                  || delta.count() == ProviderDelta.Count.EXPIRED
              ? 1
              : 0;
    }
    minutes.add(new Minute(n, f));
    mails += n;
    failures += f;
    if (minutes.size() > HOUR) {
      Minute old = minutes.remove();
      mails -= old.mails();
      failures -= old.failures();
    }
    if (--untilNextHour == 0) {
      untilNextHour = HOUR;
      keep();
    }
  }

  private void keep() {
    if (mails > 0) {
      hours.add(rate());
      if (hours.size() > HOURS_KEPT) {
        hours.remove();
      }
    }
  }

  int mails() {
    return mails;
  }

  int failures() {
    return failures;
  }

  double rate() {
    return mails == 0 ? 0 : (double) failures / mails;
  }

  /** The mean rate of the hours before; 1, which nothing exceeds, in the first day. */
  double mean() {
    return hours.size() < HOURS_NEEDED
        ? 1
        : hours.stream().mapToDouble(Double::doubleValue).average().orElse(1);
  }

  double deviation() {
    double mean = mean();
    return Math.sqrt(
        hours.stream().mapToDouble(rate -> (rate - mean) * (rate - mean)).average().orElse(0));
  }
}
