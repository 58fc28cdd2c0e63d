package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A new source IP is slowed down while its mail grows. */
final class WarmUp implements World {
  private static final String IP = "198.51.100.10";
  private static final double MOST = .7;

  private final Draw draw;

  WarmUp(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    boolean isNew = attempt.route().sourceIp().equals(IP);
    double held = Math.min(MOST, .2 * volume(attempt.route(), attempt.time()));
    boolean isEarly = attempt.time() - attempt.sentAt() < HOUR;
    return isNew && isEarly && attempt.draw() < held
        ? Answer.refused(Replies.tooFast(draw.luck()))
        : null;
  }

  @Override
  public double volume(SenderRoute route, long time) {
    double days = (double) (time - Calendar.START) / DAY - 1;
    return route.sourceIp().equals(IP) ? (days < 0 ? 0 : .25 * Math.pow(2, days)) : 1;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        new ExpectedIncident(
            Set.of(Cause.RATE_LIMITING),
            new Scope(Draw.PROVIDER, IP, null),
            Calendar.START + DAY,
            Calendar.START + 6 * DAY));
  }
}
