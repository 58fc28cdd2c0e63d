package dev.todoku.detect;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an outcome is to the provider's policy. */
enum Trial {
  /** Says nothing: still under way, or it never came before the provider's policy. */
  NOT_COUNTED,
  /** The provider's policy let it pass, whatever became of it afterwards. */
  PASSED,
  /** The provider's policy refused it. */
  REFUSED;

  /** Service not available (RFC 5321 section 4.2.3), which providers answer out of policy. */
  private static final int SERVICE_NOT_AVAILABLE = 421;

  private static final Set<Reason> NEVER_JUDGED =
      EnumSet.of(
          Reason.NETWORK_ERROR,
          Reason.HOST_UNKNOWN,
          Reason.NOT_ACCEPT,
          Reason.NO_RELAYING,
          Reason.FAILED_STARTTLS,
          Reason.SUPPRESSED,
          Reason.VACATION,
          Reason.FEEDBACK);

  private static final Set<Reason> POLICY_REASONS =
      EnumSet.of(
          Reason.BLOCKED, Reason.BAD_REPUTATION, Reason.POLICY_VIOLATION, Reason.RATE_LIMITED);

  /** What the reason names where a server with a fault gives no X.3.x. */
  private static final Set<Reason> OUTAGE =
      EnumSet.of(Reason.SYSTEM_ERROR, Reason.SYSTEM_FULL, Reason.MAILER_ERROR);

  /** What a refusal without a decisive code or words is read as: of the sender, or of whom? */
  private static final Set<Reason> UNEXPLAINED =
      EnumSet.of(
          Reason.UNDEFINED,
          Reason.REJECTED,
          Reason.SECURITY_ERROR,
          Reason.SPAM_DETECTED,
          Reason.SYSTEM_ERROR);

  /** A first refusal for now that says so is the receiver's practice with what it does not know. */
  private static final Pattern GREYLISTED = Pattern.compile("(?i)gr[ea]y-?list");

  /** Servers that greylist let retries pass after minutes, the slowest after some hours. */
  private static final long LONGEST_GREYLISTING_MS = 3 * 3_600_000L;

  /** Many greylist without saying so; who is refused for longer is refused. */
  private static final long LONGEST_UNSAID_MS = 30 * 60_000L;

  /** Requested action not taken, for now (RFC 5321 section 4.2.3): 450 to 459, and not 421. */
  private static final int NOT_NOW = 45;

  private static final Set<Reason> MISCONFIGURATION =
      EnumSet.of(Reason.AUTH_FAILURE, Reason.REQUIRE_PTR);

  /**
   * What an outcome is to the channel of explicit refusals: X.7.x and 421 are refusals, with the
   * exception of failed authentication, which is the sender's own mistake; failures of the mail
   * system, the network and time-outs count for nothing. Where the server gave no enhanced status
   * code, or the X.0.0 that stands for none, the reason read from its text decides.
   *
   * @param reply what the server said last, null when it said nothing
   */
  static Trial explicit(Status status, Reason reason, @Nullable SmtpReply reply) {
    return switch (status) {
      case SENT, HANDED_ON, DISCARDED -> NOT_COUNTED;
      case DELIVERED -> PASSED;
      case DEFERRED, EXPIRED, BOUNCED ->
          failed(status, reason, reply == null ? SmtpReply.UNKNOWN : reply);
    };
  }

  /**
   * Whether a failure is one of authentication or reverse DNS: the sender's own mistake. Gmail's
   * 4.7.28 stands among these codes and limits the rate, as its words say.
   */
  static boolean isMisconfiguration(Reason reason, @Nullable SmtpReply reply) {
    StatusCode code = StatusCode.of(reply);
    return MISCONFIGURATION.contains(reason)
        || code.isYahooAuthentication()
        || (code.isAuthentication() && !POLICY_REASONS.contains(reason));
  }

  /**
   * Whether a message was refused for good and neither code nor words say why: of recipients who
   * took mail before, many of these are a block; of others they may be anything.
   */
  static boolean isUnexplained(Status status, Reason reason, @Nullable SmtpReply reply) {
    return status == Status.BOUNCED
        && UNEXPLAINED.contains(reason)
        && reply != null
        && reply.code() / 100 == 5
        && !StatusCode.of(reply).saysSomething();
  }

  /**
   * Whether only the retries of a message that is refused for now decide what the refusal is: what
   * passes then was greylisted, or a hiccup. Where words accuse the sender they are believed.
   *
   * @param refusedForMs how long it had been refused before, 0 for the first attempt
   */
  static boolean isUndecided(Reason reason, SmtpReply reply, long refusedForMs) {
    String text = reply == null ? null : reply.text();
    if (text != null && GREYLISTED.matcher(text).find()) {
      return refusedForMs < LONGEST_GREYLISTING_MS;
    }
    if (text != null && ComeBackWords.areAll(text)) {
      return refusedForMs < LONGEST_UNSAID_MS;
    }
    return refusedForMs == 0 && !POLICY_REASONS.contains(reason);
  }

  /** Whether a server that was reached failed for now: by a fault, or it greylists. */
  static boolean isFaultForNow(Reason reason, @Nullable SmtpReply reply) {
    return reason == Reason.SYSTEM_ERROR && reply != null && reply.code() / 10 == NOT_NOW;
  }

  /** Whether TLS failed: Postfix says 4.7.5 by itself when a handshake fails. */
  static boolean isTlsFailure(Reason reason, StatusCode code) {
    return reason == Reason.FAILED_STARTTLS
        || (code.isCryptographic() && !POLICY_REASONS.contains(reason));
  }

  private static Trial failed(Status status, Reason reason, SmtpReply reply) {
    StatusCode code = StatusCode.of(reply);
    if (NEVER_JUDGED.contains(reason) || code.isSystemOrNetwork() || isTlsFailure(reason, code)) {
      return NOT_COUNTED;
    }
    if (code.isPolicy()) {
      return isMisconfiguration(reason, reply) ? PASSED : REFUSED;
    }
    if (code.saysSomething()) {
      return reply.code() == SERVICE_NOT_AVAILABLE ? notAvailable(reason) : PASSED;
    }
    return withoutStatus(status, reason, reply);
  }

  /** A server says so out of policy, and when it is down for maintenance. */
  private static Trial notAvailable(Reason reason) {
    return OUTAGE.contains(reason) ? NOT_COUNTED : REFUSED;
  }

  private static Trial withoutStatus(Status status, Reason reason, SmtpReply reply) {
    if (reply.code() == SERVICE_NOT_AVAILABLE) {
      return notAvailable(reason);
    }
    if (POLICY_REASONS.contains(reason)) {
      return REFUSED;
    }
    if (status == Status.BOUNCED) {
      return PASSED;
    }
    return reply.code() == 0 || OUTAGE.contains(reason) ? NOT_COUNTED : PASSED;
  }
}
