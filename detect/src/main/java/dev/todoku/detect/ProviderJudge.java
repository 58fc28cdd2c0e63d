package dev.todoku.detect;

import dev.todoku.schema.Cause;

/**
 * Decides whether a provider calls everybody unknown, from all mail to it. Where little is sent,
 * what fails is a few messages of each source IP and of each From domain: too few for any of these
 * to be sure, and enough together.
 */
public final class ProviderJudge {
  private static final char BETWEEN = ' ';

  /** So much of the evidence that an alarm takes is reason to doubt: odds of a thousand to one. */
  private static final double DOUBT = .35;

  private ProviderJudge() {}

  /** The member of a provider's stream that the mail of a From domain over a source IP is. */
  public static String member(String sourceIp, String fromDomain) {
    return sourceIp + BETWEEN + fromDomain;
  }

  /**
   * Rules on an alarm of masked refusals that stands in the stream of all mail to a provider. Mail
   * of one source IP or of one From domain alone is left to their own streams, which see as much.
   */
  public static Diagnosis rule(ChannelMonitor monitor) {
    Shares ips = ofIps(monitor);
    return isOfEverybody(monitor)
        ? new Indications()
            .supports("other-senders-too", Indications.percent(withoutWorst(ips).rate()))
            .supports("proven-recipients-unknown", Indications.percent(ips.total().rate()))
            .ruling(Cause.PROVIDER_OUTAGE, monitor.detector().standing().failures())
        : Diagnosis.NONE;
  }

  /** Whether it looks so, be it too little to report. */
  public static boolean doubts(ChannelMonitor monitor) {
    return monitor.detector().evidence() >= DOUBT && isOfEverybody(monitor);
  }

  private static boolean isOfEverybody(ChannelMonitor monitor) {
    AlarmEvidence seen = monitor.alarmEvidence();
    double baseline = monitor.detector().baseline();
    double rate = seen.members().total().rate();
    boolean isNoList =
        rate >= MaskedJudge.BEYOND_STALE
            || seen.batches().ofSingleMails().isFailing(baseline, MaskedJudge.SHARED * rate);
    return isNoList
        && seen.hasSeveralRecipients()
        && isShared(ofIps(monitor), baseline)
        && isShared(ofDomains(monitor), baseline);
  }

  private static Shares ofIps(ChannelMonitor monitor) {
    return byIp(monitor.alarmEvidence().members());
  }

  /** The members of a provider's stream, joined by source IP. */
  static Shares byIp(Shares members) {
    return members.by(member -> member.substring(0, between(member)));
  }

  private static Shares ofDomains(ChannelMonitor monitor) {
    return monitor.alarmEvidence().members().by(member -> member.substring(between(member)));
  }

  /** Whether it surely is not one part alone that fails, and no part is surely without failures. */
  private static boolean isShared(Shares parts, double baseline) {
    double worst = parts.of(parts.dominant()).rate();
    double everywhere = MaskedJudge.SHARED * parts.total().rate();
    return withoutWorst(parts).isFailing(baseline, MaskedJudge.SHARED * worst)
        && parts.all().values().stream().noneMatch(part -> part.isNormal(baseline, everywhere));
  }

  private static Share withoutWorst(Shares parts) {
    return parts.total().minus(parts.of(parts.dominant()));
  }

  private static int between(String member) {
    return Math.max(0, member.indexOf(BETWEEN));
  }
}
