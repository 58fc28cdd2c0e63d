package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import java.util.List;

/** Twenty times as much is sent for some hours, as before New Year, and all of it is accepted. */
final class SeasonalBurst implements World {
  private static final long LASTS = 6 * HOUR;
  private static final double FACTOR = 20;

  private final Draw draw;

  SeasonalBurst(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    return null;
  }

  @Override
  public double volume(SenderRoute route, long time) {
    return draw.isWithin(time, LASTS) ? FACTOR : 1;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
