package dev.todoku.incident;

import dev.todoku.incident.Incident.Member;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a signal means for the incidents of its subject. Signals with one cause are one
 * incident: an IP that several providers refuse within the hour is on a list, and addresses of one
 * network that are refused together are refused as a network.
 */
public final class IncidentDesk {
  private static final long TOGETHER_MS = 60 * 60_000L;

  /** What fires again within this time has not ended: it is the same incident. */
  private static final long REOPENS_MS = 24 * 60 * 60_000L;

  /** So many times the failures that were told of are news. */
  private static final int NEWS = 4;

  private final Playbook playbook;

  public IncidentDesk(Playbook playbook) {
    this.playbook = playbook;
  }

  /**
   * What follows from one signal.
   *
   * @param next the incidents from now on
   * @param alert what to publish, empty when there is nothing to tell
   */
  public record Ruling(Docket next, Optional<Alert> alert) {}

  /** Rules on a signal. An all-clear without an open incident tells nothing. */
  public Ruling onSignal(Docket docket, Signal signal) {
    Docket recent = docket.since(signal.time() - REOPENS_MS);
    Optional<Incident> known = find(recent, signal);
    if (signal.state() == Signal.State.CLEARED) {
      return known.filter(Incident::isOpen).isPresent()
          ? clear(recent, known.get(), signal)
          : new Ruling(docket, Optional.empty());
    }
    return known
        .map(incident -> add(recent, incident, signal))
        .orElseGet(() -> open(recent, signal));
  }

  /** The incident that a signal belongs to: that of its scope, else one that began with it. */
  private static Optional<Incident> find(Docket docket, Signal signal) {
    Optional<Incident> ofScope =
        docket.incidents().stream()
            .filter(
                incident ->
                    incident.members().stream()
                        .anyMatch(member -> isOf(member, signal) && !isOther(member, signal)))
            .reduce((older, newer) -> newer);
    return ofScope.or(
        () ->
            docket.incidents().stream()
                .filter(Incident::isOpen)
                .filter(incident -> Family.of(incident.cause()) == Family.of(signal.cause()))
                .filter(incident -> Family.of(signal.cause()).spreads())
                .filter(incident -> Math.abs(incident.onset() - signal.onset()) <= TOGETHER_MS)
                .reduce((older, newer) -> newer));
  }

  private static boolean isOf(Member member, Signal signal) {
    return member.scope().equals(signal.scope());
  }

  /** Causes that have nothing to do with each other may stand side by side in one scope. */
  private static boolean isOther(Member member, Signal signal) {
    return Family.of(member.cause()) != Family.of(signal.cause());
  }

  private Ruling open(Docket docket, Signal signal) {
    String id = IncidentId.of(signal.scope(), docket.opened() + 1);
    Incident incident =
        new Incident(
            id, 0, true, signal.cause(), signal.onset(), 0, 0, List.of(member(signal, true)));
    return tell(docket, incident, signal, Alert.State.OPEN);
  }

  private Ruling add(Docket docket, Incident incident, Signal signal) {
    List<Member> members = replaced(incident, member(signal, true));
    Cause cause = Family.causeOf(members);
    long onset = Math.min(incident.isOpen() ? incident.onset() : signal.onset(), signal.onset());
    Incident next =
        new Incident(
            incident.id(),
            incident.revision(),
            true,
            cause,
            onset,
            0,
            incident.failuresTold(),
            members);
    if (!incident.isOpen()) {
      return tell(docket, next, signal, Alert.State.OPEN);
    }
    boolean isNews =
        cause != incident.cause()
            || !next.scope().equals(incident.scope())
            || next.failures() >= NEWS * incident.failuresTold()
            || isThreshold(signal);
    return isNews
        ? tell(docket, next, signal, Alert.State.UPDATED)
        : new Ruling(docket.with(next), Optional.empty());
  }

  /** A threshold that was passed is news, however few the failures. */
  private static boolean isThreshold(Signal signal) {
    return signal.evidence().channel() == Channel.DAILY_RATE;
  }

  private Ruling clear(Docket docket, Incident incident, Signal signal) {
    List<Member> members = replaced(incident, member(signal, false));
    boolean ends = members.stream().noneMatch(Member::isOpen);
    Incident next =
        new Incident(
            incident.id(),
            incident.revision(),
            !ends,
            incident.cause(),
            incident.onset(),
            ends ? signal.time() : 0,
            incident.failuresTold(),
            members);
    return ends
        ? tell(docket, next, signal, Alert.State.RESOLVED)
        : new Ruling(docket.with(next), Optional.empty());
  }

  private static Member member(Signal signal, boolean isOpen) {
    return new Member(
        signal.scope(),
        signal.cause(),
        signal.onset(),
        isOpen,
        signal.evidence().attempts(),
        signal.evidence().failures());
  }

  private static List<Member> replaced(Incident incident, Member member) {
    List<Member> members = new ArrayList<>(incident.members());
    if (!incident.isOpen()) {
      members.clear();
    }
    members.removeIf(other -> other.scope().equals(member.scope()));
    members.add(member);
    return List.copyOf(members);
  }

  private Ruling tell(Docket docket, Incident incident, Signal signal, Alert.State state) {
    Scope scope = incident.scope();
    Evidence evidence = evidence(incident, signal);
    Incident told =
        new Incident(
            incident.id(),
            incident.revision() + 1,
            incident.isOpen(),
            incident.cause(),
            incident.onset(),
            incident.closedAt(),
            incident.failures(),
            incident.members());
    Alert alert =
        new Alert(
            told.id(),
            told.revision(),
            state,
            told.cause(),
            severity(told.cause(), signal),
            scope,
            told.onset(),
            signal.time(),
            told.closedAt(),
            playbook.title(told.cause(), scope, evidence),
            evidence,
            playbook.stepsFor(told.cause(), scope.provider()));
    return new Ruling(docket.with(told), Optional.of(alert));
  }

  private static Severity severity(Cause cause, Signal signal) {
    return cause == Cause.DNS_LIST ? Severity.CRITICAL : signal.severity();
  }

  /** The latest signal's evidence with the volumes of all members. */
  private Evidence evidence(Incident incident, Signal signal) {
    Evidence latest = signal.evidence();
    List<Evidence.Indication> findings = new ArrayList<>(latest.findings());
    if (incident.providers().size() > 1) {
      findings.add(
          Evidence.Indication.of("at-providers", true, String.join(", ", incident.providers())));
    }
    return new Evidence(
        latest.channel(),
        incident.attempts(),
        incident.failures(),
        latest.baseline(),
        latest.score(),
        latest.threshold(),
        latest.confidence(),
        findings.stream().map(playbook::told).toList(),
        latest.samples());
  }
}
