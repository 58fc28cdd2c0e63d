package dev.todoku.intake.exim;

import dev.todoku.intake.log.LeadingReplyCodes;
import dev.todoku.intake.log.SmtpCommands;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed, out of the text behind the fields.
 *
 * @param reply the remote server's words, or Exim's own where it gave none
 * @param command what it answered, null where that is not said
 * @param isExpired whether Exim gave up after the longest time of its retry rules
 */
record EximFailure(String reply, @Nullable String command, boolean isExpired, String deferral) {
  private static final String EXPIRY = "retry timeout exceeded";

  /** Exim gives up at once where its retry rules have come to their end for the host before. */
  private static final List<String> LONG_FAILING =
      List.of("after a long failure period", "have been failing for a long time");

  /** Exim's own words for addresses and domains to which there is no way. */
  private static final List<String> UNROUTABLE =
      List.of(
          "unrouteable address",
          "unroutable address",
          "unrouteable mail domain",
          "unknown user",
          "user unknown",
          "no such user",
          "unknown local part",
          "mailbox unavailable",
          "all relevant mx records point to non-existent hosts",
          "no host found for existing smtp connection",
          "an mx or srv record indicated no smtp service",
          "host lookup failed",
          "host not found",
          "lowest numbered mx record points to local host");

  /** cPanel's limits, which throw a message away or refuse it before anybody else sees it. */
  private static final List<String> OWN_POLICY =
      List.of(
          "has exceeded the max emails per hour",
          "has exceeded the max defers and failures per hour",
          "outgoing mail from",
          "has an outgoing mail suspension",
          "message discarded");

  static EximFailure of(EximFields fields) {
    String said = fields.text();
    boolean isExpired = said.endsWith(EXPIRY) || LONG_FAILING.stream().anyMatch(said::contains);
    if (said.endsWith(": " + EXPIRY)) {
      said = said.substring(0, said.length() - EXPIRY.length() - 2);
    }
    return new EximFailure(
        withLines(remoteWords(said)), command(said), isExpired, fields.deferral());
  }

  /** Behind "SMTP error from remote mail server after RCPT TO:<…>: " and in older logs the host. */
  private static String remoteWords(String text) {
    if (!isRemote(text)) {
      return text;
    }
    for (int at = text.indexOf(": "); at >= 0; at = text.indexOf(": ", at + 2)) {
      if (LeadingReplyCodes.code(text, at + 2) != 0) {
        return text.substring(at + 2);
      }
    }
    int at = text.indexOf(": ");
    return at < 0 ? text : text.substring(at + 2);
  }

  /** What stands between "after " and the address or the reply. */
  private static @Nullable String command(String text) {
    int after = isRemote(text) ? text.indexOf(" after ") : -1;
    int end = after < 0 ? -1 : text.indexOf(':', after);
    return end < 0 ? null : SmtpCommands.of(text.substring(after, end));
  }

  private static boolean isRemote(String text) {
    return text.startsWith("SMTP error from ") || text.startsWith("LMTP error ");
  }

  /** Exim prints the ends of a reply's lines as {@code \n}. */
  private static String withLines(String text) {
    return text.indexOf("\\n") < 0 ? text : text.replace("\\n", "\n");
  }

  /** Whether Exim only says that it is not yet time: "(-51)" to "(-59)" are such numbers. */
  boolean isWithoutAttempt() {
    boolean isWaiting = deferral.length() == 3 && deferral.startsWith("-5");
    return isWaiting || reply.startsWith("retry time not reached");
  }

  /** True, false, or null where neither is stated. */
  @Nullable Boolean isPermanent() {
    if (isExpired) {
      return false;
    }
    int code = LeadingReplyCodes.code(reply, 0);
    if (code >= 400) {
      return code >= 500;
    }
    return isAny(UNROUTABLE) ? Boolean.TRUE : null;
  }

  boolean isOwnPolicy() {
    return LeadingReplyCodes.code(reply, 0) == 0 && isAny(OWN_POLICY);
  }

  private boolean isAny(List<String> phrases) {
    String lower = reply.toLowerCase(Locale.ROOT);
    return phrases.stream().anyMatch(lower::contains);
  }
}
