package dev.todoku.intake.sendmail;

import dev.todoku.intake.sender.ReportedKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stat=} says of an attempt.
 *
 * @param isPermanent of a bounce: whether the mailbox or domain takes no mail
 * @param text the remote server's words, or Sendmail's where it gave none; null where neither did
 */
record SendmailStatus(
    ReportedKind kind, @Nullable Boolean isPermanent, boolean isExpired, @Nullable String text) {
  private static final String SENT = "Sent";
  private static final String DEFERRED = "Deferred";
  private static final List<String> TIMEOUTS = List.of("Message timed out", "Cannot send message");

  /** Null for what is no fate: {@code queued}, or a line that was cut before it. */
  static @Nullable SendmailStatus of(@Nullable String stat, @Nullable String dsn) {
    if (stat == null || stat.equals("queued")) {
      return null;
    }
    if (stat.startsWith(SENT)) {
      return new SendmailStatus(ReportedKind.DELIVERED, null, false, inParentheses(stat));
    }
    if (stat.startsWith(DEFERRED)) {
      return new SendmailStatus(ReportedKind.DEFERRED, false, false, behindColon(stat));
    }
    if (TIMEOUTS.stream().anyMatch(stat::startsWith)) {
      return new SendmailStatus(ReportedKind.BOUNCED, false, true, stat);
    }
    boolean isTemporary = dsn != null && dsn.startsWith("4");
    return isTemporary
        ? new SendmailStatus(ReportedKind.DEFERRED, false, false, stat)
        : new SendmailStatus(ReportedKind.BOUNCED, true, false, stat);
  }

  private static @Nullable String inParentheses(String stat) {
    int open = stat.indexOf('(');
    if (open < 0) {
      return null;
    }
    return stat.substring(open + 1, stat.endsWith(")") ? stat.length() - 1 : stat.length());
  }

  private static @Nullable String behindColon(String stat) {
    int colon = stat.indexOf(": ");
    return colon < 0 ? null : stat.substring(colon + 2);
  }
}
