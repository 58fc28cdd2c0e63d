package dev.todoku.notify;

import dev.todoku.schema.Alert;
import java.util.Set;

/**
 * Which incidents go to which targets.
 *
 * @param targets names of targets
 */
public record AlertRoute(AlertFilter filter, Set<String> targets) {

  boolean matches(Alert alert) {
    return filter.matches(alert);
  }
}
