package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.util.List;

/**
 * The targets and the routes to them.
 *
 * @param routes all that match count; with none at all, every target is sent everything
 */
public record Routing(List<Target> targets, List<AlertRoute> routes) {
  public Routing {
    targets = List.copyOf(targets);
    routes = List.copyOf(routes);
  }

  boolean leads(Alert alert, String target) {
    return routes.isEmpty()
        || routes.stream()
            .anyMatch(route -> route.targets().contains(target) && route.matches(alert));
  }
}
