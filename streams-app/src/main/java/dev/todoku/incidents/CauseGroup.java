package dev.todoku.incidents;

import dev.todoku.incidents.Incident.Member;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import java.util.List;

/** Causes of which one may turn out to be another, as more is seen. */
public enum CauseGroup {
  /** Refusals of a source IP, wherever. */
  SOURCE_IP,
  /** Refusals of a From domain, wherever. */
  FROM_DOMAIN,
  /** What a campaign brings upon itself. */
  CAMPAIGN,
  /** The receiving side. */
  PROVIDER,
  FULL_MAILBOXES,
  FORM,
  AUTHENTICATION,
  OWN_SERVER,
  BOUNCES,
  COMPLAINTS,
  VOLUME,
  LOSS,
  BACKSCATTER,
  /** A filter or relay of the sending side. */
  HOP;

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
    return switch (cause) {
      case IP_BLOCK, RATE_LIMITING -> SOURCE_IP;
      case DNS_LIST ->
          scope.sourceIp() == null && scope.fromDomain() != null ? FROM_DOMAIN : SOURCE_IP;
      case DOMAIN_BLOCK -> FROM_DOMAIN;
      case CONTENT_BLOCK, LIST_QUALITY -> CAMPAIGN;
      case PROVIDER_OUTAGE -> PROVIDER;
      case MAILBOX_FULL_WAVE -> FULL_MAILBOXES;
      case FORM_ABUSE -> FORM;
      case AUTHENTICATION -> AUTHENTICATION;
      case LOCAL_MISCONFIGURATION -> OWN_SERVER;
      case BOUNCE_RATE -> BOUNCES;
      case COMPLAINT_RATE -> COMPLAINTS;
      case VOLUME_SURGE -> VOLUME;
      case SILENT_LOSS -> LOSS;
      case BACKSCATTER -> BACKSCATTER;
      case FILTER_DOWN, FILTER_REFUSES, RELAY_DOWN, RELAY_REFUSES, RELAY_UNRESOLVABLE -> HOP;
    };
  }

  /** Whether the same at another provider, or at a neighbouring address, is the same incident. */
  boolean spreads() {
    return this == SOURCE_IP || this == FROM_DOMAIN || this == LOSS;
  }

  /** What the members come to: an IP that several providers refuse is on a list. */
  static Cause causeOf(List<Member> members) {
    Member last = members.get(members.size() - 1);
    Cause latest = last.cause();
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
    boolean isRefusedWidely = of(last) == SOURCE_IP && providers > 1;
    return isRefusedWidely || isNamed ? Cause.DNS_LIST : latest;
  }
}
