package dev.todoku.dns.spf;

import dev.todoku.dns.Dns;
import java.time.InstantSource;

/** Checks whether an address may send for a domain (RFC 7208). Waits for the DNS. */
public final class SpfEvaluator {
  private static final String RECEIVER = "unknown";

  private final Dns dns;
  private final InstantSource clock;

  public SpfEvaluator(Dns dns, InstantSource clock) {
    this.dns = dns;
    this.clock = clock;
  }

  /** The function check_host() of section 4. */
  public SpfVerdict check(SpfRequest request) {
    return new SpfCheckState(dns, request, RECEIVER, clock).run();
  }
}
