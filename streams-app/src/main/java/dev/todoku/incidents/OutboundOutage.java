package dev.todoku.incidents;

import dev.todoku.detect.CauseTraits;
import dev.todoku.detect.OutageJudge;
import dev.todoku.incidents.Incident.Member;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.List;

/**
 * Providers of which no server is reached. One alone has an outage, or a way to it that fails;
 * several that begin together are seen by a sending side that cannot resolve names, has no network
 * or cannot do TLS.
 */
final class OutboundOutage {
  private static final CauseTraits TRAITS = CauseTraits.of(Cause.OUTBOUND_DOWN);

  private static final long TOGETHER_MS = 60 * 60_000L;

  /** So many do not fail together by chance, nor because they run the same servers. */
  private static final int CERTAIN = 4;

  /** A provider that loses some connections while most mail passes has a trouble of its own. */
  private static final double LARGE_PART = .25;

  private OutboundOutage() {}

  static boolean isOf(Signal signal) {
    return isOf(signal.cause());
  }

  static boolean isOf(Cause cause) {
    return cause.takesSeveralProviders();
  }

  /** Whether an open incident and a provider that is not reached have one cause. */
  static boolean connects(Incident incident, Signal signal) {
    boolean isTogether =
        Math.abs(incident.onset() - signal.onset()) <= TOGETHER_MS
            || (isCertain(incident) && signal.onset() >= incident.onset() - TOGETHER_MS);
    return isTogether
        && isLargePart(incident.failures(), incident.attempts())
        && isLargePart(signal.evidence().failures(), signal.evidence().attempts());
  }

  private static boolean isLargePart(long failures, long attempts) {
    return failures >= LARGE_PART * attempts;
  }

  /** What {@code members} come to: of one provider it is an outage. */
  static Cause causeOf(List<Member> members) {
    return providers(members) > 1 ? Cause.OUTBOUND_DOWN : Cause.PROVIDER_OUTAGE;
  }

  private static long providers(List<Member> members) {
    return members.stream().map(member -> member.scope().provider()).distinct().count();
  }

  static boolean isCertain(Incident incident) {
    return providers(incident.members()) >= CERTAIN;
  }

  /**
   * Whether the sending side reaches most providers again: where little is sent to one, it takes up
   * to a day to see that it is reached.
   */
  static boolean isOver(List<Member> members) {
    long open = members.stream().filter(Member::isOpen).count();
    return 2 * open < members.size();
  }

  static Severity severity(Incident incident) {
    return isCertain(incident) ? TRAITS.severity() : TRAITS.milder();
  }

  /**
   * The evidence of one provider for several: it is not open any more whose fault it is, and that
   * only some source IPs fail speaks for the sending side.
   */
  static Evidence evidence(Incident incident, Evidence latest) {
    return latest.toBuilder()
        .confidence(isCertain(incident) ? Confidence.HIGH : Confidence.LOW)
        .findings(
            latest.findings().stream()
                .filter(finding -> !finding.id().equals(OutageJudge.EITHER_SIDE))
                .map(OutboundOutage::ofTheSendingSide)
                .toList())
        .build();
  }

  private static Indication ofTheSendingSide(Indication finding) {
    return finding.id().equals(OutageJudge.ONLY_OVER)
        ? Indication.of(finding.id(), true, finding.value())
        : finding;
  }
}
