package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block under greylisting. */
final class GreylistingThenBlock implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  GreylistingThenBlock(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)) {
      return Answer.refused(Replies.blocked(IP, draw.luck() * 3 / 4));
    }
    boolean isEarly = attempt.time() - attempt.sentAt() < 5 * MINUTE;
    return attempt.luck() < .2 && isEarly ? Answer.refused(Replies.greylisted(draw.luck())) : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
