package dev.todoku.domaincheck;

import dev.todoku.dns.Dns;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.dns.posture.FindingBook;
import dev.todoku.dns.posture.Posture;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.dns.route.MailRoute;
import dev.todoku.dns.route.MailRoutes;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Address;
import dev.todoku.typo.Typos;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Looks at everything that a report shows. Safe for use by several threads. */
public final class Checker {
  private static final int LONGEST_DOMAIN = 253;

  private final MailRoutes routes;
  private final Posture posture;
  private final Typos typos = Typos.load();

  public Checker(Dns dns, Blocklists blocklists) {
    this.routes = new MailRoutes(dns, ServerOwners.load());
    this.posture = new Posture(dns, InstantSource.system(), blocklists, FindingBook.load());
  }

  /** The normal form of what a person calls a domain; empty when it cannot be one. */
  public static Optional<String> domain(String text) {
    String normal = Address.normalDomain(text.strip());
    boolean isDomain =
        normal.indexOf('.') > 0
            && normal.length() <= LONGEST_DOMAIN
            && normal.chars().noneMatch(c -> c == '@' || c == '/' || c <= ' ');
    return isDomain ? Optional.of(normal) : Optional.empty();
  }

  /** The report. Waits for the DNS, for as long as some forty questions take. */
  public DomainReport check(PostureRequest request) {
    MailRoute route = routes.find(request.domain()).join();
    List<String> meant = route.isDeadEnd() ? typos.meant(request.domain()) : List.of();
    return new DomainReport(request, route, meant, posture.examine(request));
  }
}
