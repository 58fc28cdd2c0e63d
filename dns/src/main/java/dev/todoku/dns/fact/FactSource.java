package dev.todoku.dns.fact;

import dev.todoku.dns.Dns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.dns.blocklist.Listing;
import dev.todoku.dns.posture.FindingBook;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureFinding;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.dns.route.MailRoute;
import dev.todoku.dns.route.MailRoutes;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Limits;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.RouteFact;
import dev.todoku.typo.Typos;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks the DNS and makes facts of the answers. */
public final class FactSource {
  /** Asking more often than this costs more than it yields, whatever an answer's time is. */
  private static final Duration ROUTE = Duration.ofHours(1);

  /** Senders correct what is wrong, and want to see it. */
  private static final Duration POSTURE = Duration.ofMinutes(10);

  /** What lists ask for who polls them politely. */
  private static final Duration LISTING = Duration.ofMinutes(15);

  private final Dns dns;
  private final InstantSource clock;
  private final Blocklists blocklists;
  private final MailRoutes routes;
  private final Posture posture;
  private final Typos typos;

  public FactSource(Dns dns, InstantSource clock, Blocklists blocklists) {
    this.dns = dns;
    this.clock = clock;
    this.blocklists = blocklists;
    this.routes = new MailRoutes(dns, ServerOwners.load());
    // Listings are facts of their own.
    this.posture = new Posture(dns, clock, Blocklists.none(), FindingBook.load());
    this.typos = Typos.load();
  }

  /** Where mail to {@code domain} goes. Does not wait. */
  public CompletableFuture<RouteFact> route(String domain) {
    return routes.find(domain).thenApply(this::fact);
  }

  /**
   * Whether a sender's side is in order. Waits for the DNS.
   *
   * @param selectors DKIM selectors that are said to be in use
   */
  public PostureFact posture(String domain, List<Ip> ips, List<String> selectors) {
    List<PostureFinding> findings =
        posture.examine(new PostureRequest(domain, ips, List.of(), selectors, null));
    long now = clock.millis();
    return new PostureFact(
        domain,
        now,
        now + POSTURE.toMillis(),
        ips.stream().map(Ip::text).toList(),
        findings.stream().map(FactSource::fact).toList());
  }

  /** What every blocklist says of a sending address. Waits for the DNS. */
  public List<ListingFact> listings(Ip ip) {
    return blocklists.ofIp(dns, ip).stream().map(this::fact).toList();
  }

  /** What every blocklist says of a From domain. Waits for the DNS. */
  public List<ListingFact> listings(String domain) {
    return blocklists.ofDomain(dns, domain).stream().map(this::fact).toList();
  }

  private RouteFact fact(MailRoute route) {
    long now = clock.millis();
    Duration holds = route.ttl().compareTo(ROUTE) > 0 ? route.ttl() : ROUTE;
    return new RouteFact(
        route.domain(),
        now,
        now + holds.toMillis(),
        route.state(),
        route.provider(),
        route.servers(),
        route.isDeadEnd() ? typos.meant(route.domain()) : List.of());
  }

  private static PostureFact.Finding fact(PostureFinding finding) {
    return new PostureFact.Finding(
        finding.kind().name(),
        finding.level(),
        finding.asked(),
        cut(finding.answered(), Limits.REPLY),
        finding.rfc(),
        finding.text(),
        finding.fix(),
        cut(finding.publish(), Limits.TEXT));
  }

  private ListingFact fact(Listing listing) {
    long now = clock.millis();
    return new ListingFact(
        listing.subject(),
        listing.zone(),
        now,
        now + LISTING.toMillis(),
        listing.state(),
        listing.codes(),
        listing.meanings(),
        listing.reason().isEmpty() ? null : cut(listing.reason(), Limits.REPLY),
        listing.where());
  }

  /** What others publish may be longer than a fact carries; null for null. */
  private static @Nullable String cut(@Nullable String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most);
  }
}
