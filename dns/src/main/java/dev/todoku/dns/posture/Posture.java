package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.schema.PostureFact.Level;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** Looks at everything that a sender publishes. Waits for the DNS: not for a stream thread. */
public final class Posture {
  private final Dns dns;
  private final InstantSource clock;
  private final Blocklists blocklists;
  private final FindingBook book;

  public Posture(Dns dns, InstantSource clock, Blocklists blocklists, FindingBook book) {
    this.dns = dns;
    this.clock = clock;
    this.blocklists = blocklists;
    this.book = book;
  }

  /** All findings, in the order in which a person would look. */
  public List<PostureFinding> examine(PostureRequest request) {
    PostureFindings findings = new PostureFindings(book);
    if (new MailServerCheck(dns, findings).run(request.domain())) {
      new SpfCheck(dns, clock, findings).run(request);
      new DkimCheck(dns, findings).run(request);
      new DmarcCheck(dns, findings).run(request.domain());
    }
    ReverseCheck reverse = new ReverseCheck(dns, findings);
    for (Ip ip : request.ips()) {
      reverse.run(ip, request.helo());
    }
    new ListingCheck(dns, blocklists, findings).run(request);
    return findings.all();
  }

  /** The worst of all levels. */
  public static Level worst(List<PostureFinding> findings) {
    return findings.stream()
        .map(PostureFinding::level)
        .max(Comparator.naturalOrder())
        .orElse(Level.OK);
  }
}
