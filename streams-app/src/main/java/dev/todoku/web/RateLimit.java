package dev.todoku.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests of a client in a second, after the token bucket: a client saves up what it does
 * not use, for one second at most. Remembers a bounded number of clients. Safe for use by several
 * threads.
 */
final class RateLimit {
  private static final int CLIENTS_REMEMBERED = 10_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS_REMEMBERED;
        }
      };

  private static final class Bucket {
    double tokens;
    long filledAt;
  }

  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Whether {@code client} may send one more now; if so, it counts. */
  synchronized boolean allows(String client) {
    long now = nanoTime.getAsLong();
    Bucket bucket =
        buckets.computeIfAbsent(
            client,
            unused -> {
              Bucket full = new Bucket();
              full.tokens = perSecond;
              full.filledAt = now;
              return full;
            });
    double earned = (now - bucket.filledAt) / NANOS_PER_SECOND * perSecond;
    bucket.tokens = Math.min(perSecond, bucket.tokens + earned);
    bucket.filledAt = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
