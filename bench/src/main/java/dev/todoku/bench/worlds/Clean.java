package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;
import static dev.todoku.bench.worlds.Calendar.HOUR;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Nothing is wrong, however much is sent. */
final class Clean implements World {
  private final Draw draw;
  private final LongToDoubleFunction volume;

  private Clean(Draw draw, LongToDoubleFunction volume) {
    this.draw = draw;
    this.volume = volume;
  }

  static Clean asUsual(Draw draw) {
    return new Clean(draw, time -> 1);
  }

  /** Twenty times as much is sent for six hours, as before New Year, and all of it is accepted. */
  static Clean withSeasonalBurst(Draw draw) {
    return new Clean(draw, time -> draw.isWithin(time, 6 * HOUR) ? 20 : 1);
  }

  /** On two days of the week a newsletter goes out; on the others there is hardly any mail. */
  static Clean withWeekendNewsletter(Draw draw) {
    return new Clean(draw, time -> isNewsletterOut(time) ? 8 : .05);
  }

  private static boolean isNewsletterOut(long time) {
    long day = (time - Calendar.START) / DAY;
    long hour = (time - Calendar.startOfDay(time)) / HOUR;
    return day % 5 >= 3 && hour >= 10 && hour < 14;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public double volume(SenderRoute route, long time) {
    return volume.applyAsDouble(time);
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
