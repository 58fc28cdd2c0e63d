package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A campaign is refused for its content, and then the source IP. */
final class BlockAfterContent implements World {
  private static final String IP = "192.0.2.10";
  private static final String DOMAIN = "news.example";
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
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)) {
      return Answer.refused(Replies.blocked(IP, draw.luck()));
    }
    boolean isBad =
        attempt.campaign() != null
            && attempt.route().fromDomain().equals(DOMAIN)
            && Calendar.startOfDay(attempt.time()) == Calendar.startOfDay(draw.begin());
    return isBad ? Answer.refused("554 5.7.1 Message content rejected") : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    long day = Calendar.startOfDay(draw.begin());
    return List.of(
        draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS),
        new ExpectedIncident(
            Set.of(Cause.CONTENT_BLOCK), Draw.domain(DOMAIN), day + 9 * HOUR, day + 16 * HOUR));
  }
}
