package dev.todoku.dns.route;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Question;
import dev.todoku.dns.RecordType;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.RouteFact;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds where mail to a domain goes (RFC 5321 section 5.1). */
public final class MailRoutes {
  private static final Comparator<String> BY_PREFERENCE =
      Comparator.comparingInt(MailRoutes::preference).thenComparing(Comparator.naturalOrder());

  private final Dns dns;
  private final ServerOwners owners;

  public MailRoutes(Dns dns, ServerOwners owners) {
    this.dns = dns;
    this.owners = owners;
  }

  /** The route to {@code domain}. Completes when the DNS has answered, and never exceptionally. */
  public CompletableFuture<MailRoute> find(String domain) {
    return dns.ask(new Question(domain, RecordType.MX))
        .thenCompose(
            mx ->
                mx.status() == DnsAnswer.Status.NO_DATA
                    ? byAddress(domain, mx.ttl())
                    : CompletableFuture.completedFuture(byMx(domain, mx)));
  }

  private MailRoute byMx(String domain, DnsAnswer mx) {
    List<String> servers =
        mx.values().stream()
            .sorted(BY_PREFERENCE)
            .map(value -> value.substring(value.indexOf(' ') + 1))
            .filter(server -> !server.isEmpty())
            .toList();
    RouteFact.State state =
        switch (mx.status()) {
          case FOUND -> servers.isEmpty() ? RouteFact.State.NULL_MX : RouteFact.State.MX;
          case NO_NAME -> RouteFact.State.NO_DOMAIN;
          case NO_DATA -> RouteFact.State.NOWHERE;
          case FAILED -> RouteFact.State.UNKNOWN;
        };
    return route(domain, state, servers, mx.ttl());
  }

  private CompletableFuture<MailRoute> byAddress(String domain, Duration ttl) {
    return dns.ask(new Question(domain, RecordType.A))
        .thenCombine(
            dns.ask(new Question(domain, RecordType.AAAA)),
            (v4, v6) -> {
              RouteFact.State state = RouteFact.State.NOWHERE;
              if (v4.isFound() || v6.isFound()) {
                state = RouteFact.State.ADDRESS;
              } else if (v4.isFailed() || v6.isFailed()) {
                state = RouteFact.State.UNKNOWN;
              }
              Duration holds = shortest(ttl, shortest(v4.ttl(), v6.ttl()));
              return route(domain, state, List.of(), holds);
            });
  }

  private MailRoute route(
      String domain, RouteFact.State state, List<String> servers, Duration ttl) {
    String provider = servers.isEmpty() ? domain : owners.of(servers.get(0));
    return new MailRoute(domain, state, servers, provider, ttl);
  }

  private static Duration shortest(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static int preference(String value) {
    return Integer.parseInt(value.substring(0, value.indexOf(' ')));
  }
}
