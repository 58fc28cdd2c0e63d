package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.SmtpReply;
import java.util.regex.Pattern;

/**
 * Decides what failures of a provider's systems, or of the way to it, mean. A name that does not
 * resolve, a network that is unreachable and a TLS handshake that fails may be the fault of either
 * side, and mail to one provider does not show whose.
 */
public final class OutageJudge {
  /** The finding that speaks against the provider where it may be the sending side. */
  public static final String EITHER_SIDE = "either-side";

  /** So many recipients make it more than the trouble of a few. */
  private static final int RECIPIENTS = 4;

  private static final Pattern OF_EITHER_SIDE =
      Pattern.compile(
          "(?i)name service error|host or domain name not found|host not found, try again"
              + "|network is unreachable|no route to host|cannot start tls|\\btls\\b");

  private OutageJudge() {}

  /**
   * Rules on an alarm of system failures that stands in the stream of all mail to a provider. One
   * message that is tried again and again is no matter of its provider.
   */
  public static Diagnosis rule(ChannelMonitor monitor) {
    AlarmEvidence seen = monitor.alarmEvidence();
    if (seen.recipients() < RECIPIENTS) {
      return Diagnosis.NONE;
    }
    Indications findings = new Indications().supports("system-failures", null);
    long either = seen.samples().stream().filter(OutageJudge::isOfEitherSide).count();
    if (2 * either > seen.samples().size()) {
      findings.opposes(EITHER_SIDE, null);
    }
    return findings.ruling(Cause.PROVIDER_OUTAGE);
  }

  private static boolean isOfEitherSide(Evidence.Sample sample) {
    SmtpReply reply = sample.reply();
    return reply != null && reply.text() != null && OF_EITHER_SIDE.matcher(reply.text()).find();
  }
}
