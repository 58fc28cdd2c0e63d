package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;

import java.util.List;

/** On two days of the week a newsletter goes out; on the others there is hardly any mail. */
final class WeekendNewsletter implements World {
  private static final double CALM = .05;
  private static final double NEWSLETTER = 8;

  private final Draw draw;

  WeekendNewsletter(Draw draw) {
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
    long day = (time - Calendar.START) / DAY;
    long hour = (time - Calendar.startOfDay(time)) / HOUR;
    boolean isOut = day % 5 >= 3 && hour >= 10 && hour < 14;
    return isOut ? NEWSLETTER : CALM;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
