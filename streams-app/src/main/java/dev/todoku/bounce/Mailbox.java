package dev.todoku.bounce;

/**
 * Finds the address in a field that may carry a name, comments or brackets (RFC 5322 section 3.4).
 */
final class Mailbox {
  private Mailbox() {}

  /** The first address in {@code value}, without brackets; null when it has none. */
  static String in(String value) {
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    int comments = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted || c == '"') {
        quoted = (c == '"') != quoted;
        word.append(c);
        if (c == '\\' && i + 1 < value.length()) {
          word.append(value.charAt(++i));
        }
      } else if (c == '(') {
        comments++;
      } else if (c == ')' && comments > 0) {
        comments--;
      } else if (comments == 0) {
        if (Character.isWhitespace(c) || "<>,;".indexOf(c) >= 0) {
          if (isAddress(word)) {
            return word.toString();
          }
          word.setLength(0);
        } else {
          word.append(c);
        }
      }
    }
    return isAddress(word) ? word.toString() : null;
  }

  private static boolean isAddress(StringBuilder word) {
    int at = word.lastIndexOf("@");
    return at > 0 && at < word.length() - 1 && word.charAt(word.length() - 1) != '"';
  }
}
