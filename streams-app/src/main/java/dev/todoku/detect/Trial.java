package dev.todoku.detect;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an outcome is to a detector. A message that is retried is one trial per recipient and hour;
 * the caller sees to that, or retries would multiply the evidence.
 */
public enum Trial {
  /** Says nothing: still under way, or it never came before the provider's policy. */
  NOT_COUNTED,
  /** The provider's policy let it pass, whatever became of it afterwards. */
  PASSED,
  /** The provider's policy refused it. */
  REFUSED;

  /** Enhanced status code: class, subject, detail (RFC 3463 section 2). */
  private static final Pattern STATUS = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  /** Service not available (RFC 5321 section 4.2.3), which providers answer out of policy. */
  private static final int SERVICE_NOT_AVAILABLE = 421;

  /** Subjects of RFC 3463 section 3: mail system, and network and routing. */
  private static final int MAIL_SYSTEM = 3;

  private static final int NETWORK = 4;
  private static final int POLICY = 7;

  /** X.7.20 to X.7.30: DKIM, SPF, reverse DNS, ARC (RFC 7372, RFC 8617 and providers' use). */
  private static final int FIRST_AUTHENTICATION = 20;

  private static final int LAST_AUTHENTICATION = 30;

  /** X.7.515: a domain that does not meet Microsoft's authentication requirements. */
  private static final int MICROSOFT_AUTHENTICATION = 515;

  private static final Set<Reason> NEVER_JUDGED =
      EnumSet.of(
          Reason.NETWORK_ERROR,
          Reason.HOST_UNKNOWN,
          Reason.NOT_ACCEPT,
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
  public static Trial explicit(Status status, Reason reason, SmtpReply reply) {
    return switch (status) {
      case SENT -> NOT_COUNTED;
      case DELIVERED -> PASSED;
      case DEFERRED, EXPIRED, BOUNCED ->
          failed(status, reason, reply == null ? SmtpReply.UNKNOWN : reply);
    };
  }

  private static Trial failed(Status status, Reason reason, SmtpReply reply) {
    if (NEVER_JUDGED.contains(reason)) {
      return NOT_COUNTED;
    }
    Matcher code = STATUS.matcher(reply.status() == null ? "" : reply.status());
    if (code.matches()) {
      int subject = Integer.parseInt(code.group(2));
      boolean temporary = code.group(1).equals("4");
      if (temporary && (subject == MAIL_SYSTEM || subject == NETWORK)) {
        return NOT_COUNTED;
      }
      if (subject == POLICY) {
        boolean misconfigured =
            isAuthentication(Integer.parseInt(code.group(3))) || MISCONFIGURATION.contains(reason);
        return misconfigured ? PASSED : REFUSED;
      }
      if (subject != 0) {
        return reply.code() == SERVICE_NOT_AVAILABLE ? REFUSED : PASSED;
      }
    }
    return withoutStatus(status, reason, reply);
  }

  private static Trial withoutStatus(Status status, Reason reason, SmtpReply reply) {
    if (reply.code() == SERVICE_NOT_AVAILABLE || POLICY_REASONS.contains(reason)) {
      return REFUSED;
    }
    if (status == Status.BOUNCED) {
      return PASSED;
    }
    return reply.code() == 0 || OUTAGE.contains(reason) ? NOT_COUNTED : PASSED;
  }

  private static boolean isAuthentication(int detail) {
    return (detail >= FIRST_AUTHENTICATION && detail <= LAST_AUTHENTICATION)
        || detail == MICROSOFT_AUTHENTICATION;
  }
}
