package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of two From domains on one source IP is refused: without saying why, in words, or in others.
 */
final class RefusedDomain implements World {
  private static final String DOMAIN = "news.example";
  private static final long LASTS = 12 * HOUR;

  private static final double AS_USUAL = .08;
  private static final double ALL = 1;

  private final Draw draw;
  private final String reply;
  private final double newcomers;

  private RefusedDomain(Draw draw, String reply, double newcomers) {
    this.draw = draw;
    this.reply = reply;
    this.newcomers = newcomers;
  }

  static RefusedDomain withoutSayingWhy(Draw draw) {
    return new RefusedDomain(draw, "550 5.7.1 Message refused by policy", AS_USUAL);
  }

  static RefusedDomain inWords(Draw draw) {
    return new RefusedDomain(draw, "550 5.7.1 Message refused, sender domain blocked", AS_USUAL);
  }

  /** In words that nobody knows, and no recipient has had mail before. */
  static RefusedDomain ofAShop(Draw draw) {
    return new RefusedDomain(draw, Replies.inOtherWords(draw.luck()), ALL);
  }

  @Override
  public double newcomers() {
    return newcomers;
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.routes(List.of("192.0.2.10"), List.of("shop.example", DOMAIN));
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().fromDomain().equals(DOMAIN) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(reply)
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.DOMAIN_BLOCK, Draw.domain(DOMAIN), LASTS));
  }
}
