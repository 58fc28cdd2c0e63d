package dev.todoku.incident;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.incident.Incident.Member;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Channel;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  private final KnownFacts facts;
  private final AlertWriter writer;

  /**
   * A desk that has ruled on nothing.
   *
   * @param facts what the DNS said of senders
   */
  public IncidentDesk(Playbook playbook, KnownFacts facts) {
    this.facts = facts;
    this.writer = new AlertWriter(playbook, facts);
  }

  /**
   * What follows from what was heard.
   *
   * @param next the incidents from now on
   * @param alerts what to publish
   */
  public record Ruling(Docket next, List<Alert> alerts) {}

  /** Rules on a signal. An all-clear without an open incident tells nothing. */
  public Ruling onSignal(Docket docket, Signal signal) {
    Docket recent = docket.since(signal.time() - REOPENS_MS);
    Optional<Incident> known = find(recent, signal);
    if (signal.state() == Signal.State.CLEARED) {
      return known.filter(Incident::isOpen).isPresent()
          ? clear(recent, known.get(), signal)
          : new Ruling(docket, List.of());
    }
    return known
        .map(incident -> add(recent, incident, signal))
        .orElseGet(() -> open(recent, signal));
  }

  /**
   * Rules on what is known now of a sender whose mail is under way: a listing is an incident by
   * itself, its end may be the end of one, and open incidents are told again with other facts.
   */
  public Ruling onSighting(Docket docket, Sighting sighting) {
    Scope sender = sighting.sender();
    List<DnsFact> known =
        facts.about(some(sender.sourceIp()), some(sender.fromDomain()), sighting.time());
    Ruling ruling =
        Listings.news(docket, sighting, known)
            .map(signal -> onSignal(docket, signal))
            .orElseGet(() -> new Ruling(docket, List.of()));
    Docket next = ruling.next();
    List<Alert> alerts = new ArrayList<>(ruling.alerts());
    for (Incident incident : next.incidents()) {
      if (incident.isOpen() && incident.concerns(sender)) {
        for (AlertWriter.Told told : writer.refresh(incident, sighting.time()).toList()) {
          next = next.with(told.incident());
          alerts.add(told.alert());
        }
      }
    }
    return new Ruling(next, alerts);
  }

  private static Set<String> some(String name) {
    return name == null ? Set.of() : Set.of(name);
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
                .filter(incident -> Family.of(incident) == Family.of(signal))
                .filter(incident -> Family.of(signal).spreads())
                .filter(incident -> isTogether(incident, signal))
                .reduce((older, newer) -> newer));
  }

  /**
   * What began together. A listing belongs to the refusals of the same address, whenever they
   * began, and to those of no neighbour: lists name single addresses.
   */
  private static boolean isTogether(Incident incident, Signal signal) {
    if (Listings.isListing(signal) || isOnlyListed(incident)) {
      return incident.concerns(signal.scope());
    }
    boolean isListed = incident.members().stream().anyMatch(m -> m.isOpen() && m.isListing());
    return Math.abs(incident.onset() - signal.onset()) <= TOGETHER_MS
        || (isListed && incident.concerns(signal.scope()));
  }

  private static boolean isOf(Member member, Signal signal) {
    return member.scope().equals(signal.scope());
  }

  /** Causes that have nothing to do with each other may stand side by side in one scope. */
  private static boolean isOther(Member member, Signal signal) {
    return Family.of(member) != Family.of(signal);
  }

  private Ruling open(Docket docket, Signal signal) {
    Incident incident = Incident.opened(docket.nextId(signal.scope()), signal);
    return tell(docket.opened(incident), incident, signal, Alert.State.OPEN);
  }

  private Ruling add(Docket docket, Incident incident, Signal signal) {
    List<Member> members = replaced(incident, Member.of(signal));
    long onset = Math.min(incident.isOpen() ? incident.onset() : signal.onset(), signal.onset());
    Incident next = incident.heard(signal, members, Family.causeOf(members), onset, 0);
    if (!incident.isOpen()) {
      return tell(docket, next, signal, Alert.State.OPEN);
    }
    boolean isNews =
        next.cause() != incident.cause()
            || !next.scope().equals(incident.scope())
            || next.failures() >= NEWS * incident.failuresTold()
            || isOnlyListed(incident)
            || isThreshold(signal);
    return isNews
        ? tell(docket, next, signal, Alert.State.UPDATED)
        : new Ruling(docket.with(next), List.of());
  }

  /** On a list, but nobody refuses for it. */
  private static boolean isOnlyListed(Incident incident) {
    return incident.members().stream().filter(Member::isOpen).allMatch(Member::isListing);
  }

  /** A threshold that was passed is news, however few the failures. */
  private static boolean isThreshold(Signal signal) {
    return signal.evidence().channel() == Channel.DAILY_RATE;
  }

  private Ruling clear(Docket docket, Incident incident, Signal signal) {
    List<Member> members = replaced(incident, Member.of(signal));
    boolean ends = members.stream().noneMatch(Member::isOpen);
    Incident next =
        incident.heard(
            signal, members, incident.cause(), incident.onset(), ends ? signal.time() : 0);
    return ends
        ? tell(docket, next, signal, Alert.State.RESOLVED)
        : new Ruling(docket.with(next), List.of());
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
    AlertWriter.Told told = writer.tell(incident, signal, state);
    return new Ruling(docket.with(told.incident()), List.of(told.alert()));
  }
}
