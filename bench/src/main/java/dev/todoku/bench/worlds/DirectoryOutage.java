package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider calls everybody unknown. */
final class DirectoryOutage implements World {
  private static final long LASTS = 5 * HOUR;

  private final Draw draw;

  DirectoryOutage(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return draw.isWithin(attempt.time(), LASTS) && attempt.draw() < .6
        ? Answer.refused("550 5.1.1 User unknown")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(
        draw.expects(Cause.PROVIDER_OUTAGE, new Scope(Draw.PROVIDER, null, null), LASTS));
  }
}
