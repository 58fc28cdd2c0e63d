package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.blocklist.Blocklists;
import dev.todoku.dns.blocklist.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who has the sender on a blocklist. */
final class ListingCheck {
  private final Dns dns;
  private final Blocklists blocklists;
  private final PostureFindings findings;

  ListingCheck(Dns dns, Blocklists blocklists, PostureFindings findings) {
    this.dns = dns;
    this.blocklists = blocklists;
    this.findings = findings;
  }

  void run(PostureRequest request) {
    List<Listing> listings = new ArrayList<>(blocklists.ofDomain(dns, request.domain()));
    for (Ip ip : request.ips()) {
      listings.addAll(blocklists.ofIp(dns, ip));
    }
    List<Listing> clear = new ArrayList<>();
    for (Listing listing : listings) {
      switch (listing.state()) {
        case LISTED -> add(FindingKind.LISTED, listing);
        case REFUSED -> add(FindingKind.LIST_REFUSES, listing);
        case UNKNOWN -> add(FindingKind.LIST_UNKNOWN, listing);
        case CLEAR -> clear.add(listing);
      }
    }
    if (!clear.isEmpty()) {
      findings.add(
          FindingKind.NOT_LISTED,
          "A " + subjects(clear),
          "no such name (NXDOMAIN)",
          "names",
          clear.stream().map(Listing::zone).distinct().collect(Collectors.joining(", ")),
          "name",
          subjects(clear));
    }
  }

  private static String subjects(List<Listing> listings) {
    return listings.stream().map(Listing::subject).distinct().collect(Collectors.joining(", "));
  }

  private void add(FindingKind kind, Listing listing) {
    findings.add(
        kind,
        "A " + listing.asked(),
        listing.said(),
        "name",
        listing.subject(),
        "zone",
        listing.zone(),
        "detail",
        listing.said(),
        "where",
        listing.where());
  }
}
