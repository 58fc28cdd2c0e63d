package dev.todoku.incident;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An incident as it was last told: signals with one cause.
 *
 * @param id stable name
 * @param revision revision of the last alert
 * @param isOpen whether it goes on
 * @param cause what it is
 * @param onset since when, event time
 * @param closedAt when it ended, event time; 0 while it is open
 * @param failuresTold failures when it was last told of
 * @param members the scopes whose signals it is made of
 * @param latest the latest signal whose evidence is shown; null in what an older Todoku stored
 * @param factsTold what the DNS said when it was last told of
 */
public record Incident(
    String id,
    int revision,
    boolean isOpen,
    Cause cause,
    long onset,
    long closedAt,
    long failuresTold,
    List<Member> members,
    Signal latest,
    List<String> factsTold) {

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

    /** Whether it is a listing that nobody's refusal told of. */
    boolean isListing() {
      return Listings.isListing(cause, scope);
    }
  }

  public Incident {
    members = List.copyOf(members);
    factsTold = factsTold == null ? List.of() : List.copyOf(factsTold);
  }

  /** An incident that nobody has been told of yet. */
  static Incident opened(String id, Signal signal) {
    return new Incident(
        id,
        0,
        true,
        signal.cause(),
        signal.onset(),
        0,
        0,
        List.of(Member.of(signal)),
        signal,
        List.of());
  }

  /**
   * This incident after one more signal.
   *
   * @param closedAt when it ended with that, 0 when it goes on
   */
  Incident heard(Signal signal, List<Member> now, Cause seen, long since, long closedAt) {
    boolean keepsEvidence = isOpen && latest != null && Listings.isListing(signal);
    return new Incident(
        id,
        revision,
        closedAt == 0,
        seen,
        since,
        closedAt,
        failuresTold,
        now,
        keepsEvidence ? latest : signal,
        factsTold);
  }

  /** This incident after an alert. */
  Incident told(List<String> facts) {
    return new Incident(
        id, revision + 1, isOpen, cause, onset, closedAt, failures(), members, latest, facts);
  }

  /** The scope of all members together. */
  public Scope scope() {
    List<Scope> scopes = members.stream().map(Member::scope).toList();
    return new Scope(
        common(scopes.stream().map(Scope::provider).toList()),
        network(scopes),
        common(scopes.stream().map(Scope::fromDomain).toList()));
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

  private static String network(List<Scope> scopes) {
    String one = common(scopes.stream().map(Scope::sourceIp).toList());
    boolean haveOne = scopes.stream().allMatch(scope -> scope.sourceIp() != null);
    return one == null && haveOne ? common(scopes.stream().map(Scope::network).toList()) : one;
  }

  private static String common(List<String> names) {
    String first = names.get(0);
    return names.stream().allMatch(name -> Objects.equals(name, first)) ? first : null;
  }
}
