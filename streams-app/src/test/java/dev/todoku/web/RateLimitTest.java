package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong clock = new AtomicLong(5 * SECOND);
  private final RateLimit limit = new RateLimit(10, clock::get);

  @Test
  void allowsSoManyAndThenEarnsMoreWithTime() {
    assertThat(allowed("a", 15)).isEqualTo(10);
    clock.addAndGet(SECOND / 2);
    assertThat(allowed("a", 15)).isEqualTo(5);
  }

  @Test
  void savesUpForASecondAtMost() {
    allowed("a", 10);
    clock.addAndGet(100 * SECOND);
    assertThat(allowed("a", 50)).isEqualTo(10);
  }

  @Test
  void clientsDoNotPayForEachOther() {
    allowed("a", 10);
    assertThat(allowed("b", 10)).isEqualTo(10);
  }

  private int allowed(String client, int requests) {
    int allowed = 0;
    for (int i = 0; i < requests; i++) {
      allowed += limit.allows(client) ? 1 : 0;
    }
    return allowed;
  }
}
