package dev.todoku.dns.route;

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
    String domain, State state, List<String> servers, String provider, Duration ttl) {

  /** Whether there is somewhere to go. */
  public enum State {
    /** Mail servers are named. */
    MX,
    /** None is named, and the domain's own address takes their place (RFC 5321 section 5.1). */
    ADDRESS,
    /** The domain takes no mail and says so (RFC 7505). */
    NULL_MX,
    /** The domain exists and has nothing that takes mail. */
    NOWHERE,
    /** There is no such domain. */
    NO_DOMAIN,
    /** Nobody knows: the DNS did not answer. */
    UNKNOWN
  }

  public MailRoute {
    servers = List.copyOf(servers);
  }

  /** Whether it is certain that mail to the domain cannot arrive. */
  public boolean isDeadEnd() {
    return state == State.NULL_MX || state == State.NOWHERE || state == State.NO_DOMAIN;
  }
}
