package dev.todoku.intake.log;

import org.jspecify.annotations.Nullable;

/** The codes at the beginning of a reply's text. */
public final class LeadingReplyCodes {
  private static final int CODE = 3;

  private LeadingReplyCodes() {}

  /** The reply code (RFC 5321 section 4.2) at {@code at}, 0 when there is none. */
  public static int code(String text, int at) {
    int end = at + CODE;
    if (text.length() < end || (text.length() > end && " -\n".indexOf(text.charAt(end)) < 0)) {
      return 0;
    }
    char first = text.charAt(at);
    if (first < '2' || first > '5' || !isDigit(text, at + 1) || !isDigit(text, at + 2)) {
      return 0;
    }
    return (first - '0') * 100 + (text.charAt(at + 1) - '0') * 10 + (text.charAt(at + 2) - '0');
  }

  /** The enhanced status (RFC 3463) at the beginning or behind a code, null when there is none. */
  public static @Nullable String status(String text) {
    int from = code(text, 0) == 0 ? 0 : CODE + 1;
    if (text.startsWith("#", from)) {
      from++;
    }
    int end = from;
    int points = 0;
    while (end < text.length() && (isDigit(text, end) || text.charAt(end) == '.')) {
      points += text.charAt(end) == '.' ? 1 : 0;
      end++;
    }
    boolean isClass = end > from && "245".indexOf(text.charAt(from)) >= 0;
    boolean isWhole = end == text.length() || " :,;)\n".indexOf(text.charAt(end)) >= 0;
    boolean isStatus =
        isClass && isWhole && points == 2 && text.charAt(from + 1) == '.' && end - from >= 5;
    return isStatus && text.charAt(end - 1) != '.' ? text.substring(from, end) : null;
  }

  private static boolean isDigit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
