package dev.todoku.schema;

import java.util.List;

/**
 * Where mail to a domain goes, and so who runs its mailboxes.
 *
 * @param domain the recipient's domain in normal form
 * @param time when the DNS answered
 * @param until until when the answer holds
 * @param state whether there is somewhere to go
 * @param provider who runs the mailboxes: a short name such as {@code google}, or a domain that
 *     stands for a provider that is not known
 * @param servers names of the mail servers, the preferred first
 * @param meant domains that may be meant where this one leads nowhere, the likeliest first
 */
public record RouteFact(
    String domain,
    long time,
    long until,
    State state,
    String provider,
    List<String> servers,
    List<String> meant)
    implements DnsFact {

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

  public RouteFact {
    Required.text(domain, "domain", Limits.DOMAIN);
    Required.time(time, "time");
    Required.time(until, "until");
    Required.present(state, "state");
    Required.text(provider, "provider", Limits.DOMAIN);
    servers = Required.list(servers, "servers");
    meant = Required.list(meant, "meant");
  }

  @Override
  public String key() {
    return keyOf(domain);
  }

  /** The key of the fact about {@code domain}. */
  public static String keyOf(String domain) {
    return "route:" + domain;
  }
}
