package dev.todoku.intake.postfix;

import java.util.Set;

/** Which programs of a log are Postfix's, and which of its daemons each is. */
public final class PostfixPrograms {
  private static final Set<String> DAEMONS =
      Set.of(
          "bounce",
          "cleanup",
          "defer",
          "discard",
          "error",
          "lmtp",
          "local",
          "pickup",
          "pipe",
          "postscreen",
          "postsuper",
          "qmgr",
          "retry",
          "smtp",
          "smtpd",
          "virtual");

  private PostfixPrograms() {}

  /** "postfix/smtp", "postfix-out/smtp"; with another {@code syslog_name}, by the daemon's name. */
  public static boolean isPostfix(String program) {
    return program.startsWith("postfix")
        || (program.indexOf('/') > 0 && DAEMONS.contains(daemon(program)));
  }

  /**
   * The daemon's name; "other" for programs that are none of Postfix's: names come from the log.
   */
  public static String label(String program) {
    String daemon = daemon(program);
    return DAEMONS.contains(daemon) ? daemon : "other";
  }

  /** "smtp" of "postfix/smtp" and of "postfix/relay/smtp". */
  static String daemon(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
