package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two of four source IPs are blocked behind "user unknown". */
final class TwoOfFourMasked implements World {
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  TwoOfFourMasked(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.routes(
        List.of("192.0.2.10", "192.0.2.11", "198.51.100.10", "198.51.100.11"),
        List.of("shop.example"));
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().startsWith("192.0.2.") && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused("550 5.1.1 User unknown")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        draw.expects(Cause.IP_BLOCK, new Scope(Draw.PROVIDER, "192.0.2.0/24", null), LASTS));
  }
}
