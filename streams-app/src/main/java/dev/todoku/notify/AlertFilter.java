package dev.todoku.notify;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents are meant. An empty set does not limit.
 *
 * @param providers names of providers
 * @param sourceIps source IPs, or networks as incidents have them
 * @param fromDomains From domains; their subdomains are meant too
 */
public record AlertFilter(
    Set<Severity> severities,
    Set<Cause> causes,
    Set<String> providers,
    Set<String> sourceIps,
    Set<String> fromDomains) {

  boolean matches(Alert alert) {
    return allows(severities, alert.severity())
        && allows(causes, alert.cause())
        && allows(providers, alert.scope().provider())
        && allows(sourceIps, alert.scope().sourceIp())
        && (fromDomains.isEmpty() || isUnder(alert.scope().fromDomain()));
  }

  private static boolean allows(Set<?> allowed, @Nullable Object value) {
    return allowed.isEmpty() || (value != null && allowed.contains(value));
  }

  private boolean isUnder(@Nullable String domain) {
    if (domain == null) {
      return false;
    }
    String name = '.' + domain.toLowerCase(Locale.ROOT);
    return fromDomains.stream().anyMatch(parent -> name.endsWith('.' + parent));
  }
}
