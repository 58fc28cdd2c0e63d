package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;

/** A sender of thirty mails a day, one of whose two source IPs is refused for a day. */
final class ThirtyADay implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 24 * HOUR;

  /** Single mails an hour; campaigns come beside them. */
  private static final double PER_HOUR = .3;

  private final Draw draw;

  ThirtyADay(Draw draw) {
    this.draw = new Draw(PER_HOUR, draw.luck(), draw.begin());
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(Replies.blocked(IP, draw.luck()))
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
