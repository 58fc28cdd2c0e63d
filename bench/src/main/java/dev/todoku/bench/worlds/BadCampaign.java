package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.DAY;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A campaign to a bad list brings bounces and complaints over the limit. */
final class BadCampaign implements World {
  private static final double COMPLAINTS = .02;

  private final Draw draw;

  BadCampaign(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return null;
  }

  @Override
  public boolean isBadList(SenderRoute route, long time) {
    return route.fromDomain().equals("shop.example") && isThatDay(time);
  }

  @Override
  public double complaints(WorldAttempt attempt) {
    boolean isBad = attempt.campaign() != null && isThatDay(attempt.time());
    return isBad && attempt.route().fromDomain().equals("shop.example") ? COMPLAINTS : .0001;
  }

  private boolean isThatDay(long time) {
    return Calendar.startOfDay(time) == Calendar.startOfDay(draw.begin());
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        new ExpectedIncident(
            Set.of(Cause.LIST_QUALITY),
            new Scope(null, null, "shop.example"),
            Calendar.startOfDay(draw.begin()),
            Calendar.startOfDay(draw.begin()) + DAY));
  }
}
