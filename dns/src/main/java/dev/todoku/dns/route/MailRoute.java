package dev.todoku.dns.route;

import dev.todoku.schema.RouteFact;
import java.time.Duration;
import java.util.List;

/**
 * Where mail to a domain goes.
 *
 * @param domain the recipient's domain in normal form
 * @param state whether there is somewhere to go
 * @param servers names of the mail servers, the preferred first; empty where there are none
 * @param provider who runs the mailboxes: a short name, or a domain that stands for an unknown one
 * @param ttl how long that holds
 */
public record MailRoute(
    String domain, RouteFact.State state, List<String> servers, String provider, Duration ttl) {

  public MailRoute {
    servers = List.copyOf(servers);
  }

  /** Whether it is certain that mail to the domain cannot arrive. */
  public boolean isDeadEnd() {
    return state == RouteFact.State.NULL_MX
        || state == RouteFact.State.NOWHERE
        || state == RouteFact.State.NO_DOMAIN;
  }
}
