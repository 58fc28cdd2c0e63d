package dev.todoku.intake.postfix;

import java.util.Locale;
import java.util.Set;

/** What the words before a log message are: a host, or a level, a stream, a process. */
final class PrefixTokens {
  /** Levels of syslog (RFC 5424 section 6.2.1) in the words that daemons use for them. */
  private static final Set<String> LEVELS =
      Set.of(
          "emerg",
          "panic",
          "alert",
          "crit",
          "critical",
          "err",
          "error",
          "warn",
          "warning",
          "notice",
          "info",
          "debug",
          "trace",
          "fatal");

  private static final Set<String> NO_HOSTS =
      Set.of("stdout", "stderr", "f", "p", "utc", "gmt", "z", "jst", "am", "pm");

  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_LEVEL = 20;

  private PrefixTokens() {}

  /** Whether a host may be called so. */
  static boolean isHost(String token) {
    int length = token.length();
    if (length == 0 || length > LONGEST_HOST) {
      return false;
    }
    boolean hasLetterOrPoint = false;
    for (int i = 0; i < length; i++) {
      char c = token.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      boolean isOther = c > ' ' && "[]<>(){}|=,;\"'/\\*".indexOf(c) < 0;
      if (!isOther) {
        return false;
      }
      hasLetterOrPoint |= !isDigit && c != '-' && c != ':';
    }
    return hasLetterOrPoint && token.charAt(length - 1) != ':' && !isLevelOrStream(token);
  }

  /** Whether a word is a level, a facility with a level, an output stream or a zone. */
  static boolean isLevelOrStream(String token) {
    if (token.length() > LONGEST_LEVEL) {
      return false;
    }
    String word = token.toLowerCase(Locale.ROOT);
    if (LEVELS.contains(word) || NO_HOSTS.contains(word)) {
      return true;
    }
    int separator = Math.max(word.indexOf('.'), word.indexOf(':'));
    return separator > 0
        && LEVELS.contains(word.substring(separator + 1))
        && isFacility(word, separator);
  }

  /** "mail", "daemon", "local7". */
  private static boolean isFacility(String word, int end) {
    for (int i = 0; i < end; i++) {
      char c = word.charAt(i);
      boolean isLast = i == end - 1 && i > 0 && c >= '0' && c <= '7';
      if (!isLast && (c < 'a' || c > 'z')) {
        return false;
      }
    }
    return true;
  }
}
