package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a provider holds back the mail of one source IP alone. Its replies speak of its
 * own systems and ask to come back, yet it takes what comes from other source IPs at the same time:
 * a block that does not say so. A connection that does not come about, or a handshake that fails,
 * is as likely a matter of the sending server and no block.
 */
public final class HeldBackJudge {
  /** What speaks against a block, and stays said: a server of the provider may really fail. */
  static final List<Indication> DOUBTS = List.of(Indication.of("held-back", false, null));

  /** A block lets next to nothing pass; what fails less often than this is overloaded. */
  private static final double MOST = .5;

  /** A server that passes on retry does so within this time, mostly. */
  private static final long RETRIED_MS = 30 * 60_000L;

  private HeldBackJudge() {}

  /**
   * Rules on an alarm of system failures that stands in the stream of a source IP.
   *
   * @param ofProvider the same channel of all mail to the provider
   * @param time event time now, in milliseconds
   */
  public static Diagnosis rule(
      ChannelMonitor monitor, String sourceIp, @Nullable ChannelMonitor ofProvider, long time) {
    AlarmEvidence seen = monitor.alarmEvidence();
    AlarmChange standing = monitor.detector().standing();
    Share own = seen.members().total();
    if (ofProvider == null
        || !seen.hasSeveralRecipients()
        || own.rate() < MOST
        || !seen.areMost(HeldBackJudge::isAnswered)
        || OutageJudge.passesOnRetry(monitor)
        || OutageJudge.awaits(monitor, RETRIED_MS, time)) {
      return Diagnosis.NONE;
    }
    Share spared = spared(ofProvider, sourceIp, standing.baseline(), own.rate() / 2);
    if (spared.trials() == 0) {
      return Diagnosis.NONE;
    }
    Indications findings =
        new Indications().supports("passes-over-other-ips", Indications.percent(spared.rate()));
    DOUBTS.forEach(findings::add);
    return findings.ruling(Cause.IP_BLOCK);
  }

  /** The mail of other source IPs that surely have no part in it. */
  private static Share spared(
      ChannelMonitor ofProvider, String sourceIp, double baseline, double suspected) {
    return ProviderJudge.byIp(ofProvider.alarmEvidence().members()).all().entrySet().stream()
        .filter(ip -> !ip.getKey().equals(sourceIp))
        .map(Map.Entry::getValue)
        .filter(share -> share.isNormal(baseline, suspected))
        .reduce(Share.NONE, Share::plus);
  }

  /** Whether a server replied, and the connection to it is not what failed. */
  static boolean isAnswered(Evidence.Sample sample) {
    return sample.reply() != null
        && sample.reply().code() >= 400
        && !OutageJudge.isOfEitherSide(sample);
  }
}
