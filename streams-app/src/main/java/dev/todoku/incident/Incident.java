package dev.todoku.incident;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import java.util.List;
import java.util.Objects;

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
 */
public record Incident(
    String id,
    int revision,
    boolean isOpen,
    Cause cause,
    long onset,
    long closedAt,
    long failuresTold,
    List<Member> members) {

  /**
   * A scope with its latest signal.
   *
   * @param cause what the signal saw
   * @param attempts trials since the onset
   * @param failures failed trials since the onset
   */
  public record Member(
      Scope scope, Cause cause, long onset, boolean isOpen, long attempts, long failures) {}

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
