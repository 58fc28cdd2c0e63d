package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.incidents.Incident.Member;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a signal makes of the incidents of its subject. Signals with one cause are one incident: an
 * IP that several providers refuse within the hour is on a list, and addresses of one network that
 * are refused together are refused as a network. Folded over signals in {@link SignalOrder}, the
 * incidents follow from the set of them.
 */
final class IncidentFold {
  /** What fires again within this time has not ended: it is the same incident. */
  static final long REOPENS_MS = 24 * 60 * 60_000L;

  private static final long TOGETHER_MS = 60 * 60_000L;

  /** So many times the failures that were last news are news. */
  private static final int NEWS = 4;

  /**
   * The incident that a signal belongs to.
   *
   * @param givesCause whether it is a bounce rate that the signal gives the cause of
   */
  private record Found(Incident incident, boolean givesCause) {
    static Found asItIs(Incident incident) {
      return new Found(incident, false);
    }
  }

  private IncidentFold() {}

  /** The incidents after one more signal. An all-clear without an open incident changes nothing. */
  static SubjectIncidents fold(SubjectIncidents incidents, Signal signal) {
    boolean isListed = incidents.isListed(signal.scope());
    boolean isRaised = signal.state() != Signal.State.CLEARED;
    if (Listings.isListing(signal)
        && signal.evidence().failureType() == FailureType.LISTINGS
        && isListed == isRaised) {
      return incidents;
    }
    Optional<Found> known = find(incidents, signal);
    if (isRaised) {
      return known
          .map(
              found ->
                  incidents.with(
                      found.incident(),
                      added(found, RefusedCampaign.seenIn(found.incident(), signal))))
          .orElseGet(() -> incidents.opened(Incident.opened(signal)));
    }
    return known
        .map(Found::incident)
        .filter(Incident::isOpen)
        .map(
            incident ->
                incidents.with(
                    incident, cleared(incident, RefusedCampaign.seenIn(incident, signal))))
        .orElse(incidents);
  }

  /** The incident that a signal belongs to: that of its scope, else one that began with it. */
  private static Optional<Found> find(SubjectIncidents incidents, Signal signal) {
    List<Incident> recent = incidents.since(signal.time() - REOPENS_MS).incidents();
    Optional<Incident> ofScope =
        recent.stream()
            .filter(
                incident ->
                    incident.members().stream()
                        .anyMatch(member -> isOf(member, signal) && !isOther(member, signal)))
            .reduce((older, newer) -> newer);
    if (ofScope.filter(Incident::isOpen).isPresent()) {
      return ofScope.map(Found::asItIs);
    }
    Optional<Incident> explained = explained(recent, signal);
    if (explained.isPresent()) {
      return explained.map(rate -> new Found(rate, true));
    }
    return (OutboundOutage.isOf(signal)
            ? begunTogether(recent, signal).or(() -> ofScope)
            : ofScope.or(() -> begunTogether(recent, signal)))
        .map(Found::asItIs);
  }

  /** The incident of a bounce rate that the signal gives the cause of. */
  private static Optional<Incident> explained(List<Incident> recent, Signal signal) {
    return recent.stream().filter(incident -> ExplainedRate.explains(incident, signal)).findFirst();
  }

  private static Optional<Incident> begunTogether(List<Incident> recent, Signal signal) {
    return recent.stream()
        .filter(Incident::isOpen)
        .filter(incident -> IncidentGroup.of(incident) == IncidentGroup.of(signal))
        .filter(incident -> spreadsTo(incident, signal))
        .reduce((older, newer) -> newer);
  }

  private static boolean spreadsTo(Incident incident, Signal signal) {
    return OutboundOutage.isOf(signal)
        ? OutboundOutage.connects(incident, signal)
        : IncidentGroup.of(signal).spreads()
            && isTogether(incident, signal)
            && isConnected(incident, signal);
  }

  /**
   * What began together. An address that is on a list, or that several providers refuse, may be
   * refused by others at any time later. A listing, be it seen in the DNS or named by a reply,
   * belongs to the refusals of the same address, whenever they began, and to those of no neighbour:
   * lists name single addresses.
   */
  private static boolean isTogether(Incident incident, Signal signal) {
    if (Listings.isListing(signal) || isOnlyListed(incident)) {
      return incident.concerns(signal.scope());
    }
    return Math.abs(incident.onset() - signal.onset()) <= TOGETHER_MS
        || RefusedCampaign.isOf(incident, signal)
        || (incident.cause() == Cause.DNS_LIST && incident.concerns(signal.scope()));
  }

  /**
   * Neighbours in a network are refused together by one provider, and one address by several that
   * use the same list. Other addresses at other providers have nothing in common but their owner.
   */
  private static boolean isConnected(Incident incident, Signal signal) {
    Scope scope = signal.scope();
    return IncidentGroup.of(signal) != CauseGroup.SOURCE_IP
        || scope.provider() == null
        || incident.members().stream()
            .map(Member::scope)
            .anyMatch(
                other ->
                    other.provider() == null
                        || scope.provider().equals(other.provider())
                        || Objects.equals(scope.sourceIp(), other.sourceIp()));
  }

  private static boolean isOf(Member member, Signal signal) {
    return member.scope().equals(signal.scope());
  }

  /** Causes that have nothing to do with each other may stand side by side in one scope. */
  private static boolean isOther(Member member, Signal signal) {
    return IncidentGroup.of(member) != IncidentGroup.of(signal);
  }

  private static Incident added(Found found, Signal signal) {
    Incident incident = found.incident();
    List<Member> members = replaced(incident, Member.of(signal));
    boolean isSameEpisode = incident.isOpen() && !found.givesCause();
    long onset = isSameEpisode ? Math.min(incident.onset(), signal.onset()) : signal.onset();
    Incident next = incident.after(signal, members, IncidentGroup.causeOf(members), onset, 0);
    boolean isNews =
        !incident.isOpen()
            || next.cause() != incident.cause()
            || !next.scope().equals(incident.scope())
            || next.failures() >= NEWS * incident.shown().failures()
            || isOnlyListed(incident)
            || isThreshold(signal)
            || (OutboundOutage.isOf(signal)
                && OutboundOutage.isCertain(next) != OutboundOutage.isCertain(incident));
    return isNews ? next.shownAfter(signal) : next;
  }

  /** On a list, but nobody refuses for it. */
  private static boolean isOnlyListed(Incident incident) {
    return incident.members().stream().filter(Member::isOpen).allMatch(Member::isListing);
  }

  /** A threshold that was passed is news, however few the failures. */
  private static boolean isThreshold(Signal signal) {
    return signal.evidence().failureType() == FailureType.DAILY_RATE;
  }

  private static Incident cleared(Incident incident, Signal signal) {
    List<Member> members = replaced(incident, Member.of(signal));
    boolean ends =
        members.stream().noneMatch(Member::isOpen)
            || (OutboundOutage.isOf(signal) && OutboundOutage.isOver(members));
    Incident next =
        incident.after(
            signal, members, incident.cause(), incident.onset(), ends ? signal.time() : 0);
    return ends ? next.shownAfter(signal) : next;
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
}
