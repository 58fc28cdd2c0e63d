package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;

/** One of two source IPs is refused, in words that nobody knows or in another language. */
final class BlockedInOtherWords implements World {
  private static final String IP = "192.0.2.10";
  private static final long LASTS = 12 * HOUR;

  private final Draw draw;
  private final String words;

  private BlockedInOtherWords(Draw draw, String words) {
    this.draw = draw;
    this.words = words;
  }

  /** In words that nobody knows. */
  static World unknown(Draw draw) {
    return new BlockedInOtherWords(draw, Replies.inOtherWords(draw.luck()));
  }

  /** In Japanese or German, without a code that says why. */
  static World foreign(Draw draw) {
    return new BlockedInOtherWords(draw, Replies.inOtherLanguages(draw.luck()));
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(words)
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), LASTS));
  }
}
