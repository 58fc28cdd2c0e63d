package dev.todoku.incidents;

import dev.todoku.detect.CauseTraits;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.wire.SenderActivity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What blocklists say of a sender, whether or not mail is refused yet. */
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
   * What a record of activity says: on a list, or on none any more.
   *
   * @param facts the last of each list; nothing follows from what no list has answered
   */
  static Optional<ListingRun> seen(SenderActivity activity, List<DnsFact> facts) {
    List<ListingFact> answers =
        facts.stream()
            .filter(ListingFact.class::isInstance)
            .map(ListingFact.class::cast)
            .filter(fact -> fact.about().equals(name(activity.sender())))
            .toList();
    List<ListingFact> listed =
        answers.stream().filter(fact -> fact.state() == ListingFact.State.LISTED).toList();
    long onset = listed.stream().mapToLong(ListingFact::time).min().orElse(0);
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ListingRun(
                activity.sender(), activity.time(), activity.time(), !listed.isEmpty(), onset));
  }

  /** The signal that a run of equal answers begins with. */
  static Signal signal(ListingRun run) {
    List<Indication> findings =
        run.isListed() ? List.of() : List.of(Indication.of("delisted", true, name(run.sender())));
    return new Signal(
        run.sender(),
        run.isListed() ? Signal.State.RAISED : Signal.State.CLEARED,
        Cause.DNS_LIST,
        CauseTraits.of(Cause.DNS_LIST).milder(),
        run.isListed() ? run.onset() : run.from(),
        run.from(),
        Evidence.builder(FailureType.LISTINGS, Confidence.HIGH).findings(findings).build());
  }

  private static @Nullable String name(Scope sender) {
    return sender.sourceIp() == null ? sender.fromDomain() : sender.sourceIp();
  }
}
