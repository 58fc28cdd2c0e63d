package dev.todoku.incident;

import dev.todoku.incident.Incident.Member;
import dev.todoku.schema.Cause;
import java.util.List;

/** Causes of which one may turn out to be another, as more is seen. */
enum Family {
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
  BACKSCATTER;

  static Family of(Cause cause) {
    return switch (cause) {
      case IP_BLOCK, DNS_LIST, RATE_LIMITING -> SOURCE_IP;
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
    };
  }

  /** Whether the same at another provider, or at a neighbouring address, is the same incident. */
  boolean spreads() {
    return this == SOURCE_IP || this == FROM_DOMAIN;
  }

  /** What the members come to: an IP that several providers refuse is on a list. */
  static Cause causeOf(List<Member> members) {
    Cause latest = members.get(members.size() - 1).cause();
    if (Family.of(latest) != SOURCE_IP) {
      return latest;
    }
    long providers =
        members.stream()
            .filter(member -> member.cause() != Cause.RATE_LIMITING)
            .map(member -> member.scope().provider())
            .distinct()
            .count();
    boolean isNamed = members.stream().anyMatch(member -> member.cause() == Cause.DNS_LIST);
    return providers > 1 || isNamed ? Cause.DNS_LIST : latest;
  }
}
