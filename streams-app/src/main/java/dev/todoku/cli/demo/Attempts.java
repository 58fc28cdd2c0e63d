package dev.todoku.cli.demo;

import dev.todoku.schema.ProviderHealth;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up rows of provider health by minute and provider. */
final class Attempts {
  static final long HOUR = 3_600_000;

  /** How many attempts there were and how many of them were accepted. */
  record Sum(long accepted, long failed) {
    static final Sum NONE = new Sum(0, 0);

    long all() {
      return accepted + failed;
    }

    Sum plus(Sum other) {
      return new Sum(accepted + other.accepted, failed + other.failed);
    }
  }

  private final TreeMap<Long, Map<String, Sum>> byMinute = new TreeMap<>();

  void add(ProviderHealth row) {
    Sum sum = new Sum(row.accepted(), row.deferred() + row.bounced() + row.expired());
    byMinute
        .computeIfAbsent(row.minute(), unused -> new HashMap<>())
        .merge(row.provider(), sum, Sum::plus);
  }

  /** The latest minute that is counted, 0 when none is. */
  long latestMinute() {
    return byMinute.isEmpty() ? 0 : byMinute.lastKey();
  }

  /** The attempts at a provider from {@code from} on, before {@code to}. */
  Sum between(String provider, long from, long to) {
    return byMinute.subMap(from, to).values().stream()
        .map(minute -> minute.getOrDefault(provider, Sum.NONE))
        .reduce(Sum.NONE, Sum::plus);
  }

  /** The attempts at a provider in the hour up to the latest minute. */
  Sum lastHour(String provider) {
    long end = latestMinute() + 1;
    return between(provider, end - HOUR, end);
  }
}
