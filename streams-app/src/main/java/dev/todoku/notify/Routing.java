package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.time.Instant;
import java.util.List;

/**
 * The targets and the routes to them.
 *
 * @param routes all that match count; with none at all, every target is sent everything
 * @param maintenance times in which trouble is expected
 */
public record Routing(
    List<Target> targets, List<AlertRoute> routes, List<PlannedMaintenance> maintenance) {
  public Routing {
    targets = List.copyOf(targets);
    routes = List.copyOf(routes);
    maintenance = List.copyOf(maintenance);
  }

  boolean leads(Alert alert, String target) {
    return routes.isEmpty()
        || routes.stream()
            .anyMatch(route -> route.targets().contains(target) && route.matches(alert));
  }

  boolean isExpected(Alert alert, Instant now) {
    return maintenance.stream().anyMatch(planned -> planned.covers(alert, now));
  }
}
