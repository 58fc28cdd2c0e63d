package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server believes that it hosts the sender's own domain. */
final class OwnDomain implements World {
  private static final String OWN = "shop.example";
  private static final long LASTS = 24 * HOUR;

  private final Draw draw;

  OwnDomain(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return all();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    return attempt.route().recipientDomain().equals(OWN) && draw.isWithin(attempt.time(), LASTS)
        ? Answer.refused(
            "550 5.1.1 <someone@shop.example>: Recipient address rejected: User unknown in local"
                + " recipient table")
        : null;
  }

  private List<SenderRoute> all() {
    List<SenderRoute> routes =
        new ArrayList<>(draw.routes(List.of("192.0.2.10"), List.of(OWN, "news.example")));
    routes.add(new SenderRoute("192.0.2.10", OWN, OWN, draw.perHour() / 2));
    return routes;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return List.of(draw.expects(Cause.LOCAL_MISCONFIGURATION, new Scope(null, null, OWN), LASTS));
  }
}
