package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source IP is blocked while a campaign to a bad list is reported. */
final class BlockUnderBadList implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  BlockUnderBadList(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(Replies.blocked(IP, draw.luck()))
        : null;
  }

  @Override
  public boolean isBadList(SenderRoute route, long time) {
    return route.fromDomain().equals("shop.example")
        && time > Calendar.startOfDay(draw.begin())
        && time < Calendar.startOfDay(draw.begin()) + DAY;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS),
        new ExpectedIncident(
            Set.of(Cause.LIST_QUALITY),
            new Scope(null, null, "shop.example"),
            Calendar.startOfDay(draw.begin()),
            Calendar.startOfDay(draw.begin()) + DAY));
  }
}
