package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the signals of its subject make it, in the order of their times: nothing here
 * depends on when they came or on what has been published.
 *
 * @param family what it began as
 * @param openedBy the scope that it began with
 * @param begunAt onset of the first signal, event time
 * @param isOpen whether it goes on
 * @param cause what it is
 * @param onset since when, event time; of the latest episode when it has fired again
 * @param detectedAt time of the signal that opened the latest episode
 * @param closedAt when it ended, event time; 0 while it is open
 * @param lastTime time of its latest signal
 * @param members the scopes whose signals it is made of
 * @param scopes all that ever were members
 * @param episodes how often it has come, each time within six hours of its last end
 * @param episodesSince onset of the first of these
 * @param latest the latest signal whose evidence can be shown
 * @param shown what was the last news of it
 */
public record Incident(
    CauseGroup family,
    Scope openedBy,
    long begunAt,
    boolean isOpen,
    Cause cause,
    long onset,
    long detectedAt,
    long closedAt,
    long lastTime,
    List<Member> members,
    List<Scope> scopes,
    int episodes,
    long episodesSince,
    Signal latest,
    Shown shown) {

  /**
   * A scope with its latest signal.
   *
   * @param cause what the signal saw
   * @param attempts trials since the onset
   * @param failures failed trials since the onset
   */
  public record Member(
      Scope scope, Cause cause, long onset, boolean isOpen, long attempts, long failures) {

    static Member of(Signal signal) {
      return new Member(
          signal.scope(),
          signal.cause(),
          signal.onset(),
          signal.state() != Signal.State.CLEARED,
          signal.evidence().attempts(),
          signal.evidence().failures());
    }

    /** Whether it is a listing that nobody's refusal reported. */
    boolean isListing() {
      return Listings.isListing(cause, scope);
    }
  }

  /**
   * What an incident came to when there was last something new to report. Figures that grow by the
   * minute are not news; which of them are follows from the signals alone, so that what is
   * published in the end does not depend on how they came.
   *
   * @param time of the signal that was news
   * @param evidence the signal whose evidence is shown
   * @param added findings of the signal that was news, when its evidence is not shown
   * @param attempts trials of all members
   * @param failures failed trials of all members
   */
  public record Shown(
      long time, Signal evidence, List<Indication> added, long attempts, long failures) {

    public Shown {
      added = added == null ? List.of() : List.copyOf(added);
    }
  }

  public Incident {
    members = List.copyOf(members);
    scopes = List.copyOf(scopes);
  }

  static Incident opened(Signal signal) {
    return new IncidentBuilder(signal).build();
  }

  /**
   * This incident after one more signal.
   *
   * @param closedAt when it ended with that, 0 when it goes on
   */
  Incident after(Signal signal, List<Member> now, Cause seen, long since, long closedAt) {
    boolean keepsEvidence = isOpen && Listings.isListing(signal);
    boolean isLast = signal.time() >= lastTime;
    boolean isReturn = !isOpen && signal.time() - this.closedAt <= AlertBudget.RETURNS_MS;
    boolean isAnew = !isOpen && !isReturn;
    return new IncidentBuilder(this)
        .seen(seen, since)
        .closedAt(closedAt)
        .detectedAt(isOpen ? detectedAt : signal.time())
        .lastTime(isLast ? signal.time() : lastTime)
        .members(now)
        .scopes(Stream.concat(scopes.stream(), Stream.of(signal.scope())).distinct().toList())
        .episodes(isReturn ? episodes + 1 : isAnew ? 1 : episodes, isAnew ? since : episodesSince)
        .latest(keepsEvidence ? latest : signal)
        .build();
  }

  /** This incident when {@code signal} was news. */
  Incident shownAfter(Signal signal) {
    List<Indication> added = latest.equals(signal) ? List.of() : signal.evidence().findings();
    return new IncidentBuilder(this)
        .shown(new Shown(signal.time(), latest, added, attempts(), failures()))
        .build();
  }

  /** The scope of all members together. */
  public Scope scope() {
    List<Scope> all = members.stream().map(Member::scope).toList();
    return new Scope(
        common(all.stream().map(Scope::provider).toList()),
        network(all),
        common(all.stream().map(Scope::fromDomain).toList()));
  }

  long attempts() {
    return members.stream().mapToLong(Member::attempts).sum();
  }

  long failures() {
    return members.stream().mapToLong(Member::failures).sum();
  }

  /** Names of the providers that are concerned, without repeats. */
  List<String> providers() {
    return members.stream()
        .map(member -> member.scope().provider())
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** The addresses that are concerned. */
  Set<String> sourceIps() {
    return members.stream()
        .map(member -> member.scope().sourceIp())
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether there is a member of the same sender, to whichever provider. */
  boolean concerns(Scope sender) {
    return members.stream()
        .map(Member::scope)
        .anyMatch(
            scope ->
                Objects.equals(scope.sourceIp(), sender.sourceIp())
                    && Objects.equals(scope.fromDomain(), sender.fromDomain()));
  }

  private static @Nullable String network(List<Scope> scopes) {
    String one = common(scopes.stream().map(Scope::sourceIp).toList());
    boolean haveOne = scopes.stream().allMatch(scope -> scope.sourceIp() != null);
    return one == null && haveOne ? common(scopes.stream().map(Scope::network).toList()) : one;
  }

  private static @Nullable String common(List<@Nullable String> names) {
    String first = names.get(0);
    return names.stream().allMatch(name -> Objects.equals(name, first)) ? first : null;
  }
}
