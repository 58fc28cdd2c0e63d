package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source IP is blocked while the provider's systems fail. */
final class BlockWithinOutage implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  BlockWithinOutage(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)) {
      return Answer.refused(Replies.blocked(IP, draw.luck()));
    }
    boolean isDown = draw.isWithin(attempt.time() + 2 * HOUR, 6 * HOUR) && attempt.draw() < .4;
    return isDown ? Answer.refused("451 4.3.0 Temporary server error") : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
