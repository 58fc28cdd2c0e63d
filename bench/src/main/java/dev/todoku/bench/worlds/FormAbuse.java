package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;

/** Robots fill addresses that do not exist into a form. */
final class FormAbuse implements World {
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  FormAbuse(Draw draw) {
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
  public double strangersPerHour(SenderRoute route, long time) {
    boolean isHit = route.fromDomain().equals("shop.example") && draw.isWithin(time, LASTS);
    return isHit ? route.perHour() : 0;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.FORM_ABUSE, new Scope(null, null, "shop.example"), LASTS));
  }
}
