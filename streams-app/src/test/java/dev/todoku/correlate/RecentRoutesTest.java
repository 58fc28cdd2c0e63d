package dev.todoku.correlate;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.FactHistory;
import dev.todoku.schema.RouteFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentRoutesTest {
  private static final long SECOND = 1_000;

  private final Map<String, FactHistory> facts = new HashMap<>();
  private final RecentRoutes routes = new RecentRoutes(this::lookUp);
  private int lookUps;

  @Test
  void asksOnceForHalfAMinuteOfMailToADomain() {
    learn("company.test", "google", at("09:00"));
    for (int second = 0; second < 30; second++) {
      assertThat(provider("company.test", at("10:00") + second * SECOND)).contains("google");
    }
    assertThat(lookUps).isEqualTo(1);
    provider("company.test", at("10:00") + 30 * SECOND);
    assertThat(lookUps).isEqualTo(2);
  }

  @Test
  void remembersThatNothingIsKnown() {
    assertThat(provider("company.test", at("10:00"))).isEmpty();
    assertThat(provider("company.test", at("10:00") + SECOND)).isEmpty();
    assertThat(lookUps).isEqualTo(1);
  }

  @Test
  void asksAgainWhenItHasForgotten() {
    provider("company.test", at("10:00"));
    routes.forget();
    provider("company.test", at("10:00"));
    assertThat(lookUps).isEqualTo(2);
  }

  /**
   * Facts reach the store within half a minute of the answer; events come late, and in any order.
   */
  @Test
  void decidesLikeWhoLooksUpEachTime() {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    for (long now = at("09:00"); now < at("12:00"); now += random.nextInt(10_000)) {
      String domain = "d" + random.nextInt(3) + ".test";
      if (random.nextInt(10) == 0) {
        learn(domain, "p" + random.nextInt(4), now - random.nextInt(30_000));
      }
      long time = now - random.nextInt(600_000);
      assertThat(provider(domain, time))
          .as("seed %d: %s at %d", seed, domain, time)
          .isEqualTo(lookUp(RouteFact.keyOf(domain)).at(time).map(RecentRoutesTest::provider));
    }
  }

  private void learn(String domain, String provider, long time) {
    RouteFact fact =
        new RouteFact(
            domain,
            time,
            time + 3_600 * SECOND,
            RouteFact.State.MX,
            provider,
            List.of("mx." + domain),
            List.of());
    facts.merge(fact.key(), FactHistory.NONE.with(fact), (known, same) -> known.with(fact));
  }

  private FactHistory lookUp(String key) {
    lookUps++;
    return facts.getOrDefault(key, FactHistory.NONE);
  }

  private Optional<String> provider(String domain, long time) {
    return routes.route(domain, time).map(RecentRoutesTest::provider);
  }

  private static String provider(Object route) {
    return ((RouteFact) route).provider();
  }
}
