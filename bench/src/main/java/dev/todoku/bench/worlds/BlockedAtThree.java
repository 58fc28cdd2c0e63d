package dev.todoku.bench.worlds;

import static dev.todoku.bench.worlds.Calendar.HOUR;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Three providers block one source IP each, of one network, at different times. */
final class BlockedAtThree implements World {
  private static final long LASTS = 12 * HOUR;
  private static final List<String> RECIPIENTS =
      List.of("docomo.ne.jp", "gmail.com", "softbank.ne.jp");
  private static final List<String> PROVIDERS = List.of("docomo", "google", "softbank");

  private final Draw draw;

  BlockedAtThree(Draw draw) {
    this.draw = draw;
  }

  @Override
  public List<SenderRoute> routes() {
    return all();
  }

  @Override
  public @Nullable Answer answer(WorldAttempt attempt) {
    int number = RECIPIENTS.indexOf(attempt.route().recipientDomain());
    boolean isHit =
        attempt.route().sourceIp().equals(ip(number))
            && attempt.time() >= begin(number)
            && attempt.time() < begin(number) + LASTS;
    return isHit
        ? Answer.refused("550 5.7.1 Message refused due to the reputation of your IP")
        : null;
  }

  private List<SenderRoute> all() {
    List<SenderRoute> routes = new ArrayList<>();
    for (String recipients : RECIPIENTS) {
      routes.addAll(draw.routes(List.of(ip(0), ip(1), ip(2)), List.of("shop.example"), recipients));
    }
    return routes;
  }

  private static String ip(int number) {
    return "192.0.2.1" + number;
  }

  private long begin(int number) {
    return draw.begin() + number * HOUR / 3;
  }

  @Override
  public List<ExpectedIncident> expected() {
    return PROVIDERS.stream()
        .map(
            name -> {
              int number = PROVIDERS.indexOf(name);
              return new ExpectedIncident(
                  Set.of(Cause.IP_BLOCK),
                  new Scope(name, ip(number), null),
                  begin(number),
                  begin(number) + LASTS);
            })
        .toList();
  }
}
