package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bounces of a week come back within an hour. */
final class LateBounces implements World {
  private static final double RETURNED = .02;

  private final Draw draw;

  LateBounces(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.time() > draw.begin() || attempt.luck() > RETURNED) {
      return null;
    }
    long at = draw.begin() + (long) (attempt.draw() * HOUR);
    return Answer.returned(Replies.spam(attempt.draw()), at);
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
