package dev.todoku.bench.worlds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message is tried again and again at a company. */
final class OneMessage implements World {
  private final Draw draw;

  OneMessage(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return List.of(
        new SenderRoute("192.0.2.10", "shop.example", Draw.DOCOMO, draw.perHour()),
        new SenderRoute("192.0.2.10", "shop.example", "company.example", .02));
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().recipientDomain().equals("company.example")
        ? Answer.refused("451 4.3.2 System not accepting network messages")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of();
  }
}
