package dev.todoku.correlate;

import dev.todoku.dns.fact.FactHistory;
import dev.todoku.schema.RouteFact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Routes that were looked up lately. Each message asks for its recipient's domain, few domains have
 * most recipients, and a look-up reads the store and decodes a whole history.
 *
 * <p>A history that was read for an event answers for later events, too, until half of the time has
 * passed after which a fact holds: what was learned meanwhile does not hold for them yet. So who
 * remembers and who looks up decide alike.
 */
final class RecentRoutes implements MailboxProviders.Routes {
  private static final long VALID_MS = FactHistory.SETTLING_MS / 2;

  private final Function<String, FactHistory> histories;
  private final Map<String, Recent> byDomain = new HashMap<>();

  private record Recent(FactHistory history, long until) {}

  /**
   * Nothing remembered yet.
   *
   * @param histories what is known under a key of facts
   */
  RecentRoutes(Function<String, FactHistory> histories) {
    this.histories = histories;
  }

  @Override
  public Optional<RouteFact> route(String domain, long time) {
    Recent recent = byDomain.get(domain);
    if (recent == null || time >= recent.until()) {
      recent = new Recent(histories.apply(RouteFact.keyOf(domain)), time + VALID_MS);
      byDomain.put(domain, recent);
    }
    return recent.history().at(time).map(RouteFact.class::cast);
  }

  /** Forgets all: what is kept is bounded, and so is what an event from the future may do. */
  void forget() {
    byDomain.clear();
  }
}
