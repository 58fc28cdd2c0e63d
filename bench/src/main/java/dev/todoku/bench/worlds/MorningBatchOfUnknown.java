package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unknown recipients are accepted, and returned in one batch at six. */
final class MorningBatchOfUnknown implements World {
  private static final double RETURNED = .006;

  private final Draw draw;

  MorningBatchOfUnknown(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    if (attempt.luck() > (attempt.isKnown() ? RETURNED : .05)) {
      return null;
    }
    long morning = Calendar.startOfDay(attempt.time() - 6 * HOUR) + DAY + 6 * HOUR;
    long at = morning + (long) (attempt.draw() * 2 * MINUTE);
    return Answer.returned("550 5.1.1 User unknown", at);
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
