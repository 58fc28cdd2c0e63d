package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source IP is refused; after three hours its sender moves all mail to a new one. */
final class MovedToAnotherIp implements World {
  private static final String OLD = "192.0.2.10";
  private static final String NEW = "203.0.113.10";
  private static final long MOVED_AFTER = 3 * HOUR;

  private final Draw draw;

  MovedToAnotherIp(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.routes(List.of(OLD, NEW), List.of("shop.example", "news.example"));
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    boolean isRefused = attempt.route().sourceIp().equals(OLD) && attempt.time() >= draw.begin();
    return isRefused ? Answer.refused(Replies.blocked(OLD, draw.luck())) : null;
  }

  @Override
  public double volume(SenderRoute route, long time) {
    boolean isMoved = time >= draw.begin() + MOVED_AFTER;
    return route.sourceIp().equals(isMoved ? NEW : OLD) ? 1 : 0;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(OLD), MOVED_AFTER));
  }
}
