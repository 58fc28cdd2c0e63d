package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was accepted and is returned comes back in one batch at six in the morning. */
final class MorningBatch implements World {
  private static final double RETURNED = .012;

  private final Draw draw;

  MorningBatch(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.luck() > RETURNED) {
      return null;
    }
    long morning = Calendar.startOfDay(attempt.time() - 6 * HOUR) + DAY + 6 * HOUR;
    long at = morning + (long) (attempt.draw() * 2 * MINUTE);
    return Answer.returned(Replies.spam(attempt.draw()), at);
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
