package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;

/** One of two source IPs is refused in Japanese or German, without a code that says why. */
final class BlockedInOtherLanguages implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  BlockedInOtherLanguages(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(Replies.inOtherLanguages(draw.luck()))
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
