package dev.todoku.schema;

/** Message-IDs (RFC 5322 section 3.6.4) in one normal form: without brackets and white space. */
public final class MessageId {
  private MessageId() {}

  /** The normal form of {@code raw}; empty when nothing is left. */
  public static String normal(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && isDecoration(raw.charAt(from))) {
      from++;
    }
    while (to > from && isDecoration(raw.charAt(to - 1))) {
      to--;
    }
    return raw.substring(from, to);
  }

  private static boolean isDecoration(char c) {
    return c <= ' ' || c == '<' || c == '>';
  }

  /**
   * Which of two Message-IDs of one message to believe, whatever the order in which they were seen.
   * A message should have one; where a program adds its own beside the application's, the one with
   * a qualified domain is the application's.
   */
  public static String preferred(String a, String b) {
    if (isQualified(a) != isQualified(b)) {
      return isQualified(a) ? a : b;
    }
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Whether the right side is a domain with a dot, as RFC 5322 recommends. */
  public static boolean isQualified(String messageId) {
    int at = messageId.lastIndexOf('@');
    return at >= 0 && messageId.indexOf('.', at) > 0;
  }
}
