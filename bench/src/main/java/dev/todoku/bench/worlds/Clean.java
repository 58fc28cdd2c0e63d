package dev.todoku.bench.worlds;

import java.util.List;

/** Nothing is wrong. */
final class Clean implements World {
  private final Draw draw;

  Clean(Draw draw) {
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
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
