package dev.todoku.incidents;

import dev.todoku.detect.CauseGroup;
import dev.todoku.detect.CauseTraits;
import dev.todoku.incidents.Incident.Member;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;

/** The group of causes that an incident belongs to. */
final class IncidentGroup {
  private IncidentGroup() {}

  static CauseGroup of(Signal signal) {
    return of(signal.cause(), signal.scope());
  }

  static CauseGroup of(Member member) {
    return of(member.cause(), member.scope());
  }

  static CauseGroup of(Incident incident) {
    return of(incident.cause(), incident.scope());
  }

  private static CauseGroup of(Cause cause, Scope scope) {
    boolean isListedDomain =
        cause == Cause.DNS_LIST && scope.sourceIp() == null && scope.fromDomain() != null;
    return isListedDomain ? CauseGroup.FROM_DOMAIN : CauseTraits.of(cause).group();
  }

  /** What the members come to: an IP that several providers refuse is on a list. */
  static Cause causeOf(List<Member> members) {
    Member last = members.get(members.size() - 1);
    Cause latest = last.cause();
    if (OutboundOutage.isOf(latest)) {
      return OutboundOutage.causeOf(members);
    }
    if (!of(last).spreads()) {
      return latest;
    }
    long providers =
        members.stream()
            .filter(member -> member.cause() != Cause.RATE_LIMITING)
            .map(member -> member.scope().provider())
            .distinct()
            .count();
    boolean isNamed = members.stream().anyMatch(member -> member.cause() == Cause.DNS_LIST);
    boolean isRefusedWidely = of(last) == CauseGroup.SOURCE_IP && providers > 1;
    return isRefusedWidely || isNamed ? Cause.DNS_LIST : latest;
  }
}
