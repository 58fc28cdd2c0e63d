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
    return draw.routes(
        List.of("192.0.2.10", "198.51.100.10"), List.of("shop.example", "news.example"));
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
