package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Robots fill addresses that do not exist into a form. */
final class FormAbuse implements World {
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;
  private final boolean namesCampaigns;

  private FormAbuse(Draw draw, boolean namesCampaigns) {
    this.draw = draw;
    this.namesCampaigns = namesCampaigns;
  }

  static FormAbuse withName(Draw draw) {
    return new FormAbuse(draw, true);
  }

  /** Where nothing says which mail is of a form, as in a log of Postfix. */
  static FormAbuse withoutName(Draw draw) {
    return new FormAbuse(draw, false);
  }

  @Override
  public boolean namesCampaigns() {
    return namesCampaigns;
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
  public double strangersPerHour(SenderRoute route, long time) {
    boolean isHit = route.fromDomain().equals("shop.example") && draw.isWithin(time, LASTS);
    return isHit ? route.perHour() : 0;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.FORM_ABUSE, new Scope(null, null, "shop.example"), LASTS));
  }
}
