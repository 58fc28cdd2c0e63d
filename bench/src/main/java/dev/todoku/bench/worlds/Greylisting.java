package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.MINUTE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some first attempts, or all first contacts, are greylisted. */
final class Greylisting implements World {
  private static final double LEAST = .15;
  private static final double MORE = .15;

  private final Draw draw;

  Greylisting(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    boolean isHeld =
        draw.luck() > .7 ? !attempt.isKnown() : attempt.luck() < LEAST + MORE * draw.luck();
    boolean isEarly = attempt.time() - attempt.sentAt() < 5 * MINUTE;
    return isHeld && isEarly ? Answer.refused(Replies.greylisted(draw.luck())) : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
