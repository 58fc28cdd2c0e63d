package dev.todoku.web;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links to the dashboards that come with Todoku. Pure.
 *
 * @param base where Grafana is, without a slash at its end; empty when there is none
 */
record GrafanaLinks(String base) {
  private static final long AROUND_MS = Duration.ofHours(1).toMillis();

  /** What a provider or a sender did around an incident; empty where there is no dashboard. */
  Optional<String> incident(Alert alert) {
    Scope scope = alert.scope();
    if (base.isEmpty() || (scope.provider() == null && scope.fromDomain() == null)) {
      return Optional.empty();
    }
    String board = scope.provider() == null ? "todoku-sender" : "todoku-provider";
    StringBuilder link = new StringBuilder(base).append("/d/").append(board);
    link.append("?from=").append(alert.onset() - AROUND_MS);
    link.append("&to=").append(alert.state().isOpen() ? "now" : alert.resolvedAt() + AROUND_MS);
    append(link, "provider", scope.provider());
    append(link, "source_ip", scope.sourceIp());
    append(link, "from_domain", scope.fromDomain());
    return Optional.of(link.toString());
  }

  private static void append(StringBuilder link, String name, @Nullable String value) {
    if (value != null) {
      link.append("&var-")
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
