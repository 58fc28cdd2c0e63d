package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of two source IPs is refused. */
final class Blocked implements World {
  private static final String IP = "192.0.2.10";
  private static final long HALF_A_DAY = 12 * HOUR;

  /** Single mails an hour of a sender of thirty a day; campaigns come beside them. */
  private static final double HARDLY_ANY = .3;

  private final Draw draw;
  private final String reply;
  private final long lasts;

  private Blocked(Draw draw, String reply, long lasts) {
    this.draw = draw;
    this.reply = reply;
    this.lasts = lasts;
  }

  static Blocked inPlainWords(Draw draw) {
    return new Blocked(draw, Replies.blocked(IP, draw.luck()), HALF_A_DAY);
  }

  /** In words that nobody knows. */
  static Blocked inOtherWords(Draw draw) {
    return new Blocked(draw, Replies.inOtherWords(draw.luck()), HALF_A_DAY);
  }

  /** In Japanese or German, without a code that says why. */
  static Blocked inOtherLanguages(Draw draw) {
    return new Blocked(draw, Replies.inOtherLanguages(draw.luck()), HALF_A_DAY);
  }

  /** For now, with words that speak of the provider's own systems. */
  static Blocked heldBack(Draw draw) {
    return new Blocked(draw, Replies.heldBack(draw.luck()), HALF_A_DAY);
  }

  /** For a day, of a sender of thirty mails a day. */
  static Blocked atThirtyADay(Draw draw) {
    Draw few = new Draw(HARDLY_ANY, draw.luck(), draw.begin());
    return new Blocked(few, Replies.blocked(IP, draw.luck()), 2 * HALF_A_DAY);
  }

  @Override
  public List<SenderRoute> routes() {
    return draw.usualRoutes();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().sourceIp().equals(IP) && draw.isWithin(attempt.time(), lasts)
        ? Answer.refused(reply)
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.IP_BLOCK, Draw.ip(IP), lasts));
  }
}
