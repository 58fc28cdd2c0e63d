package dev.todoku.detect;

import dev.todoku.schema.SmtpReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An enhanced status code: class, subject, detail (RFC 3463 section 2). */
record StatusCode(int type, int subject, int detail) {
  private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  /** Subjects of RFC 3463 section 3: addressing, mail system, network and routing, policy. */
  private static final int ADDRESS = 1;

  private static final int MAIL_SYSTEM = 3;
  private static final int NETWORK = 4;
  private static final int POLICY = 7;

  /** X.7.20 to X.7.30: DKIM, SPF, reverse DNS, ARC (RFC 7372, RFC 8617 and providers' use). */
  private static final int FIRST_AUTHENTICATION = 20;

  private static final int LAST_AUTHENTICATION = 30;

  /** X.7.9: of a login in the registry (RFC 4954); Yahoo says it for failed DKIM, SPF and DMARC. */
  private static final int YAHOO_AUTHENTICATION = 9;

  /** X.7.4 to X.7.6: security features or cryptography fail (RFC 3463 section 3.8). */
  private static final int FIRST_CRYPTOGRAPHIC = 4;

  private static final int LAST_CRYPTOGRAPHIC = 6;

  /** X.7.515: a domain that does not meet Microsoft's authentication requirements. */
  private static final int MICROSOFT_AUTHENTICATION = 515;

  /** No code was given. */
  static final StatusCode NONE = new StatusCode(0, 0, 0);

  /** The code of a reply, {@link #NONE} when there is none; the reply may be null. */
  static StatusCode of(@Nullable SmtpReply reply) {
    if (reply == null || reply.status() == null) {
      return NONE;
    }
    Matcher code = FORM.matcher(reply.status());
    return code.matches()
        ? new StatusCode(
            Integer.parseInt(code.group(1)),
            Integer.parseInt(code.group(2)),
            Integer.parseInt(code.group(3)))
        : NONE;
  }

  /** Whether it says anything: X.0.0 stands for no code. */
  boolean saysSomething() {
    return subject != 0;
  }

  boolean isAddress() {
    return subject == ADDRESS;
  }

  /** A failure, for now, of a mail system or of the network. */
  boolean isSystemOrNetwork() {
    return type == 4 && (subject == MAIL_SYSTEM || subject == NETWORK);
  }

  boolean isPolicy() {
    return subject == POLICY;
  }

  /** Whether no connection came about that both sides take for safe: nobody's policy refused. */
  boolean isCryptographic() {
    return isPolicy() && detail >= FIRST_CRYPTOGRAPHIC && detail <= LAST_CRYPTOGRAPHIC;
  }

  /** Whether a domain failed authentication, in words that speak of policy as a rule. */
  boolean isYahooAuthentication() {
    return isPolicy() && detail == YAHOO_AUTHENTICATION;
  }

  boolean isAuthentication() {
    return isPolicy()
        && ((detail >= FIRST_AUTHENTICATION && detail <= LAST_AUTHENTICATION)
            || detail == MICROSOFT_AUTHENTICATION);
  }
}
