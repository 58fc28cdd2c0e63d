package dev.todoku.dns.fact;

import dev.todoku.schema.DnsFact;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.PostureFact;
import dev.todoku.schema.PostureFact.Level;
import dev.todoku.schema.RouteFact;
import java.util.List;
import java.util.Optional;

/** The part of a fact that decisions follow, which changes rarely and is small to keep. */
public final class DecisiveFact {
  private DecisiveFact() {}

  /**
   * The fact without what nobody decides on; empty when it says nothing, as when the DNS did not
   * answer: then what was known goes on to hold.
   */
  public static Optional<DnsFact> of(DnsFact fact) {
    if (fact instanceof RouteFact route) {
      return route.state() == RouteFact.State.UNKNOWN
          ? Optional.empty()
          : Optional.of(plain(route, route.time()));
    } else if (fact instanceof PostureFact posture) {
      return Optional.of(bad(posture));
    } else if (fact instanceof ListingFact listing) {
      boolean isAnswer =
          listing.state() == ListingFact.State.LISTED || listing.state() == ListingFact.State.CLEAR;
      return isAnswer ? Optional.of(listing) : Optional.empty();
    }
    throw new IllegalStateException(fact.toString());
  }

  /** Whether two facts say the same of one subject, whenever they were answered. */
  static boolean isSame(DnsFact a, DnsFact b) {
    if (a instanceof RouteFact first && b instanceof RouteFact second) {
      return plain(first, second.time()).equals(plain(second, second.time()));
    } else if (a instanceof PostureFact first && b instanceof PostureFact second) {
      return texts(first).equals(texts(second));
    } else if (a instanceof ListingFact first && b instanceof ListingFact second) {
      return first.state() == second.state() && first.codes().equals(second.codes());
    }
    return false;
  }

  private static RouteFact plain(RouteFact route, long time) {
    return new RouteFact(
        route.domain(), time, time, route.state(), route.provider(), List.of(), List.of());
  }

  private static PostureFact bad(PostureFact posture) {
    return new PostureFact(
        posture.domain(),
        posture.time(),
        posture.until(),
        posture.sourceIps(),
        posture.findings().stream()
            .filter(finding -> finding.level().compareTo(Level.WARNING) >= 0)
            .toList());
  }

  /** Answers may come in another order each time; what they mean does not. */
  private static List<String> texts(PostureFact posture) {
    return posture.findings().stream()
        .map(finding -> finding.kind() + ' ' + finding.text().en())
        .sorted()
        .toList();
  }
}
