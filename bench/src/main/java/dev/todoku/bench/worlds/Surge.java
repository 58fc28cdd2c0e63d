package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Far more mail than usual is slowed down, and passes on retry. */
final class Surge implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 30 * MINUTE;

  private final Draw draw;

  Surge(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    boolean isHit =
        attempt.route().sourceIp().equals(IP)
            && draw.isWithin(attempt.sentAt(), LASTS)
            && attempt.luck() < .5
            && attempt.time() - attempt.sentAt() < 20 * MINUTE;
    return isHit ? Answer.refused(Replies.tooFast(draw.luck())) : null;
  }

  @Override
  public double volume(SenderRoute route, long time) {
    boolean isHit = route.sourceIp().equals(IP) && draw.isWithin(time, LASTS);
    return isHit ? 400 / route.perHour() / Calendar.volume(time) : 1;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.RATE_LIMITING, Draw.ip(IP), LASTS + 3 * HOUR));
  }
}
