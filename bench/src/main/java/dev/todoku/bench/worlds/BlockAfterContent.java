package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;

/** A campaign is refused for its content, and then the source IP. */
final class BlockAfterContent implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  BlockAfterContent(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    if (attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)) {
      return Answer.refused(Replies.blocked(IP, draw.luck()));
    }
    boolean isBad =
        attempt.campaign() != null
            && attempt.route().fromDomain().equals("news.example")
            && Calendar.startOfDay(attempt.time()) == Calendar.startOfDay(draw.begin());
    return isBad ? Answer.refused("554 5.7.1 Message content rejected") : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
