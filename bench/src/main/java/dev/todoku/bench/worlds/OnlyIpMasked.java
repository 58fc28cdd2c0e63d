package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sender's only source IP is blocked behind "user unknown". */
final class OnlyIpMasked implements World {
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  OnlyIpMasked(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.routes(List.of("192.0.2.10"), List.of("shop.example"));
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return draw.isWithin(attempt.time(), LASTS) ? Answer.refused("550 5.1.1 User unknown") : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        new ExpectedIncident(
            Set.of(Cause.IP_BLOCK, Cause.PROVIDER_OUTAGE, Cause.DOMAIN_BLOCK),
            null,
            draw.begin(),
            draw.begin() + LASTS));
  }
}
