package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import java.util.Locale;
import java.util.Set;

/**
 * Which incidents go to which targets. An empty set does not limit.
 *
 * @param providers names of providers
 * @param fromDomains From domains; their subdomains are meant too
 * @param targets names of targets
 */
public record AlertRoute(
    Set<Severity> severities,
    Set<Cause> causes,
    Set<String> providers,
    Set<String> fromDomains,
    Set<String> targets) {

  boolean matches(Alert alert) {
    return allows(severities, alert.severity())
        && allows(causes, alert.cause())
        && allows(providers, alert.scope().provider())
        && (fromDomains.isEmpty() || isUnder(alert.scope().fromDomain()));
  }

  private static boolean allows(Set<?> allowed, Object value) {
    return allowed.isEmpty() || (value != null && allowed.contains(value));
  }

  private boolean isUnder(String domain) {
    if (domain == null) {
      return false;
    }
    String name = '.' + domain.toLowerCase(Locale.ROOT);
    return fromDomains.stream().anyMatch(parent -> name.endsWith('.' + parent));
  }
}
