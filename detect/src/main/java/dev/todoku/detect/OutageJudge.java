package dev.todoku.detect;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what failures of a provider's systems, or of the way to it, mean. Where no server of it
 * is reached, other providers show whose side it is. A name that does not resolve, a network that
 * is unreachable and a TLS handshake that fails may be the fault of either side even then; and a
 * provider that takes what comes from some source IPs does not fail by itself. A server that takes
 * on retry what it could not take before greylists.
 */
public final class OutageJudge {
  /** The finding that speaks against the provider where it may be the sending side. */
  public static final String EITHER_SIDE = "either-side";

  /**
   * The finding that speaks against the provider where only some source IPs fail: it names them.
   */
  public static final String ONLY_OVER = "only-over";

  private static final int NAMED = 3;

  /** A company's own server is away now and then, and the queue bridges that. */
  private static final long PATIENCE_MS = 6 * 60 * 60_000L;

  /** Within this time mail is tried again some times. */
  private static final long RETRIED_MS = 60 * 60_000L;

  /** Within this time mail over other source IPs comes, mostly. */
  private static final long OTHER_IPS_MS = 20 * 60_000L;

  /** What failed longer ago may have been retried with success since. */
  private static final long LATELY_MS = 30 * 60_000L;

  /** A server that answers, and then no more, was reached. */
  private static final Pattern REACHED =
      Pattern.compile("(?i)lost connection|closed connection|connection closed");

  /**
   * RFC 3463 section 3.5, where nothing else is said: no answer from the host, no name server, no
   * route.
   */
  private static final Set<String> UNREACHED = Set.of("4.4.1", "4.4.3", "4.4.4");

  private static final Set<String> OF_EITHER_SIDE_CODES = Set.of("4.4.3", "4.4.4");

  private static final Pattern OF_EITHER_SIDE =
      Pattern.compile(
          "(?i)name service error|host or domain name not found|host not found, try again"
              + "|dns lookup fail|host lookup (?:for \\S+ )?did not complete"
              + "|network (?:is )?unreachable|no route to host|cannot start tls|\\btls\\b");

  private OutageJudge() {}

  /**
   * Rules on an alarm of system failures that stands in the stream of all mail to a provider. One
   * message that is tried again and again is no matter of its provider. An alarm stays what it was
   * reported as: other providers may have been found to be of one cause with it.
   *
   * @param isKnown whether the provider is one of those that everybody sends to; another is as
   *     large where many recipients fail
   * @param time event time now, in milliseconds
   */
  public static Diagnosis rule(ChannelMonitor monitor, boolean isKnown, long time) {
    AlarmEvidence seen = monitor.alarmEvidence();
    if (!seen.hasSeveralRecipients()) {
      return Diagnosis.NONE;
    }
    boolean isUnreached = seen.areMost(OutageJudge::isUnreached);
    boolean isLarge = isKnown || seen.hasManyRecipients();
    if (isUnreached && !isLarge && !monitor.isReported() && !lasts(monitor, time)) {
      return Diagnosis.NONE;
    }
    if (!isUnreached
        && (passesOnRetry(monitor)
            || awaitsRetries(monitor, isKnown, time)
            || awaitsOtherIps(monitor, time))) {
      return Diagnosis.NONE;
    }
    Indications findings = new Indications().supports("system-failures", null);
    doubts(seen, monitor.detector().baseline()).forEach(findings::add);
    Cause seenNow = isUnreached && isLarge ? Cause.OUTBOUND_DOWN : Cause.PROVIDER_OUTAGE;
    Cause reported = monitor.reportedCause();
    return findings.ruling(reported == null ? seenNow : reported);
  }

  /** Whether half of what was held back has passed since. */
  static boolean passesOnRetry(ChannelMonitor monitor) {
    return 2 * monitor.alarmEvidence().cleared() >= monitor.detector().standing().failures();
  }

  /** Whether it is a company's server, of which retries may still show that it greylists. */
  private static boolean awaitsRetries(ChannelMonitor monitor, boolean isKnown, long time) {
    return !isKnown && awaits(monitor, RETRIED_MS, time);
  }

  /** Whether it has not been reported, and is too early to. */
  static boolean awaits(ChannelMonitor monitor, long patience, long time) {
    return !monitor.isReported() && time - monitor.detector().raisedAt() < patience;
  }

  /** Whether it may be that one source IP is held back, which its own stream has to show. */
  private static boolean awaitsOtherIps(ChannelMonitor monitor, long time) {
    if (!awaits(monitor, RETRIED_MS, time)
        || !monitor.alarmEvidence().areMost(HeldBackJudge::isAnswered)) {
      return false;
    }
    double baseline = monitor.detector().baseline();
    Shares ips = ProviderJudge.byIp(monitor.alarmEvidence().members());
    return ips.arePartial(baseline)
        || (ips.mayBePartial(baseline) && awaits(monitor, OTHER_IPS_MS, time));
  }

  /** Whether it has gone on for so long that the queue may not bridge it, and still does. */
  private static boolean lasts(ChannelMonitor monitor, long time) {
    long failedAt =
        monitor.alarmEvidence().samples().stream().mapToLong(Evidence.Sample::time).max().orElse(0);
    return time - monitor.detector().raisedAt() >= PATIENCE_MS && time - failedAt <= LATELY_MS;
  }

  /** What speaks against the provider: it stays said when the failures have ended. */
  static List<Indication> doubts(AlarmEvidence seen, double baseline) {
    List<Indication> doubts = new ArrayList<>();
    List<String> failing = failingAlone(seen, baseline);
    if (!failing.isEmpty()) {
      String first = failing.stream().limit(NAMED).collect(Collectors.joining(", "));
      doubts.add(Indication.of(ONLY_OVER, false, first));
    }
    if (seen.areMost(OutageJudge::isOfEitherSide)) {
      doubts.add(Indication.of(EITHER_SIDE, false, null));
    }
    return doubts;
  }

  /**
   * The source IPs that fail while others surely do not; empty where they do not differ, and where
   * it is not known over which a server was not reached.
   *
   * @param monitor of all mail to a provider
   */
  public static List<String> failingAlone(ChannelMonitor monitor) {
    return failingAlone(monitor.alarmEvidence(), monitor.detector().baseline());
  }

  private static List<String> failingAlone(AlarmEvidence seen, double baseline) {
    Shares ips = ProviderJudge.byIp(seen.members());
    return ips.arePartial(baseline) && !ips.isFailing(StreamMinute.UNKNOWN)
        ? ips.all().keySet().stream().filter(ips::isFailing).toList()
        : List.of();
  }

  private static boolean isUnreached(Evidence.Sample sample) {
    SmtpReply reply = sample.reply();
    if (reply == null || reply.code() != 0) {
      return false;
    }
    return reply.text() == null
        ? isOneOf(UNREACHED, reply.status())
        : !REACHED.matcher(reply.text()).find();
  }

  static boolean isOfEitherSide(Evidence.Sample sample) {
    SmtpReply reply = sample.reply();
    if (reply == null) {
      return false;
    }
    return reply.text() == null
        ? reply.code() == 0 && isOneOf(OF_EITHER_SIDE_CODES, reply.status())
        : OF_EITHER_SIDE.matcher(reply.text()).find();
  }

  private static boolean isOneOf(Set<String> codes, @Nullable String status) {
    return status != null && codes.contains(status);
  }
}
