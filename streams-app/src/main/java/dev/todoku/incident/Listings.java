package dev.todoku.incident;

import dev.todoku.incident.Incident.Member;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.List;
import java.util.Optional;

/** Signals that follow from what blocklists say of a sender, whether or not mail is refused yet. */
final class Listings {
  private Listings() {}

  /** Whether a signal is one of these: it is about the sender and no provider. */
  static boolean isListing(Signal signal) {
    return isListing(signal.cause(), signal.scope());
  }

  static boolean isListing(Cause cause, Scope scope) {
    return cause == Cause.DNS_LIST && scope.provider() == null;
  }

  /**
   * What is new about a sender: on a list, or on none any more.
   *
   * @param facts the last of each list; nothing follows from what no list has answered
   */
  static Optional<Signal> news(Docket docket, Sighting sighting, List<DnsFact> facts) {
    List<ListingFact> answers =
        facts.stream()
            .filter(ListingFact.class::isInstance)
            .map(ListingFact.class::cast)
            .filter(fact -> fact.about().equals(name(sighting.sender())))
            .toList();
    List<ListingFact> listed =
        answers.stream().filter(fact -> fact.state() == ListingFact.State.LISTED).toList();
    Optional<Member> known =
        docket.incidents().stream()
            .filter(Incident::isOpen)
            .flatMap(incident -> incident.members().stream())
            .filter(member -> member.isOpen() && member.isListing())
            .filter(member -> member.scope().equals(sighting.sender()))
            .findFirst();
    if (!listed.isEmpty() && known.isEmpty()) {
      long onset = listed.stream().mapToLong(ListingFact::time).min().getAsLong();
      return Optional.of(signal(sighting, Signal.State.RAISED, onset, List.of()));
    }
    return known
        .filter(member -> listed.isEmpty() && !answers.isEmpty())
        .map(
            member ->
                signal(
                    sighting,
                    Signal.State.CLEARED,
                    member.onset(),
                    List.of(Indication.of("delisted", true, name(sighting.sender())))));
  }

  private static String name(Scope sender) {
    return sender.sourceIp() == null ? sender.fromDomain() : sender.sourceIp();
  }

  private static Signal signal(
      Sighting sighting, Signal.State state, long onset, List<Indication> findings) {
    return new Signal(
        sighting.sender(),
        state,
        Cause.DNS_LIST,
        Severity.PAUSE,
        onset,
        sighting.time(),
        new Evidence(Channel.LISTINGS, 0, 0, 0, 0, 0, Confidence.HIGH, findings, List.of()));
  }
}
