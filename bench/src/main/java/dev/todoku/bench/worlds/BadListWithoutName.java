package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mailing to a list that was bought, where nothing names campaigns, as in a log of Postfix. */
final class BadListWithoutName implements World {
  private final Draw draw;

  BadListWithoutName(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public boolean namesCampaigns() {
    return false;
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return null;
  }

  @Override
  public boolean isBadList(SenderRoute route, long time) {
    return route.fromDomain().equals("shop.example")
        && Calendar.startOfDay(time) == Calendar.startOfDay(draw.begin());
  }

  @Override
  public List<ExpectedIncident> expected() {
    long day = Calendar.startOfDay(draw.begin());
    return List.of(
        new ExpectedIncident(
            Set.of(Cause.LIST_QUALITY), new Scope(null, null, "shop.example"), day, day + DAY));
  }
}
