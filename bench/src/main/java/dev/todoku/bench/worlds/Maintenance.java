package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider is down for twenty minutes of a busy hour each day. */
final class Maintenance implements World {
  private static final long LASTS = 20 * MINUTE;

  private final Draw draw;

  Maintenance(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    long intoDay = attempt.time() - Calendar.startOfDay(attempt.time());
    return intoDay >= 19 * HOUR && intoDay < 19 * HOUR + LASTS
        ? Answer.refused(
            draw.luck() < .5 ? "421 Service not available" : "421 4.3.2 Service not available")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
