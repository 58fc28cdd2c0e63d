package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;
import static dev.todoku.bench.worlds.Calendar.MINUTE;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two providers block a source IP each, one five minutes after the other, for reasons of theirs.
 */
final class TwoAtOnce implements World {
  private static final String FIRST = "192.0.2.10";
  private static final String SECOND = "198.51.100.10";
  private static final String GMAIL = "gmail.com";
  private static final long LASTS = 10 * HOUR;

  private final Draw draw;

  TwoAtOnce(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    List<SenderRoute> routes = new ArrayList<>();
    for (String recipients : List.of(Draw.DOCOMO, GMAIL)) {
      List<String> domains = List.of("shop.example", "news.example");
      routes.addAll(draw.routes(List.of(FIRST, SECOND), domains, recipients));
    }
    return routes;
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    boolean isGmail = attempt.route().recipientDomain().equals(GMAIL);
    String ip = attempt.route().sourceIp();
    if (!isGmail && ip.equals(FIRST) && draw.isWithin(attempt.time(), LASTS)) {
      return Answer.refused(Replies.blocked(FIRST, draw.luck()));
    }
    return isGmail && ip.equals(SECOND) && draw.isWithin(attempt.time() - 5 * MINUTE, LASTS)
        ? Answer.refused("550 5.7.1 Very low reputation of the sending IP address")
        : null;
  }

  @Override
  public List<ExpectedIncident> expected() {
    long later = draw.begin() + 5 * MINUTE;
    return List.of(
        draw.expects(Cause.IP_BLOCK, Draw.ip(FIRST), LASTS),
        new ExpectedIncident(
            Set.of(Cause.IP_BLOCK), new Scope("google", SECOND, null), later, later + LASTS));
  }
}
