package dev.todoku.dns.fact;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What facts say about an incident's scope: what is wrong with the From domain, and which lists
 * have the sending address.
 *
 * @param findings of the sender's side that are a warning or an error, the worst first
 * @param listings of the sending address and the From domain
 */
public record FactEvidence(List<PostureFact.Finding> findings, List<ListingFact> listings) {

  public FactEvidence {
    findings = List.copyOf(findings);
    listings = List.copyOf(listings);
  }

  /** Chooses from {@code facts}, of which the last of each key is there, those about the scope. */
  public static FactEvidence of(Scope scope, Collection<? extends DnsFact> facts) {
    List<PostureFact.Finding> findings = new ArrayList<>();
    List<ListingFact> listings = new ArrayList<>();
    for (DnsFact fact : facts) {
      if (fact instanceof PostureFact posture) {
        findings.addAll(bad(scope, posture));
      } else if (fact instanceof ListingFact listing && isAbout(scope, listing)) {
        listings.add(listing);
      }
    }
    findings.sort(Comparator.comparing(PostureFact.Finding::level).reversed());
    listings.sort(Comparator.comparing(ListingFact::key));
    return new FactEvidence(findings, listings);
  }

  /** Whether a list has the sender: a block is likelier, and its remedy is known. */
  public boolean isListed() {
    return !listings.isEmpty();
  }

  /** One line for each piece, to be shown to a person. */
  public List<Text> lines() {
    List<Text> lines = new ArrayList<>();
    for (ListingFact listing : listings) {
      lines.add(
          new Text(
              listing.about() + " が " + listing.zone() + " に掲載: " + said(listing, "ja"),
              listing.about() + " is listed at " + listing.zone() + ": " + said(listing, "en")));
    }
    findings.forEach(finding -> lines.add(finding.text()));
    return List.copyOf(lines);
  }

  private static List<PostureFact.Finding> bad(Scope scope, PostureFact posture) {
    return posture.domain().equals(scope.fromDomain())
        ? posture.findings().stream().filter(f -> f.level().compareTo(Level.WARNING) >= 0).toList()
        : List.of();
  }

  private static boolean isAbout(Scope scope, ListingFact listing) {
    boolean isListed = listing.state() == ListingFact.State.LISTED;
    return isListed
        && (listing.about().equals(scope.sourceIp()) || listing.about().equals(scope.fromDomain()));
  }

  private static String said(ListingFact listing, String language) {
    String meanings =
        listing.meanings().stream()
            .map(text -> text.in(language))
            .collect(Collectors.joining(", "));
    String codes = String.join(", ", listing.codes());
    return meanings.isEmpty() ? codes : meanings;
  }
}
