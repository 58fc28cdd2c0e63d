package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;

/** One of two From domains on one source IP is refused, and the reply says so. */
final class DomainInWords implements World {
  private static final String DOMAIN = "news.example";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;

  DomainInWords(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.routes(List.of("192.0.2.10"), List.of("shop.example", DOMAIN));
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    return attempt.route().fromDomain().equals(DOMAIN) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused("550 5.7.1 Message refused, sender domain blocked")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.DOMAIN_BLOCK, Draw.domain(DOMAIN), LASTS));
  }
}
