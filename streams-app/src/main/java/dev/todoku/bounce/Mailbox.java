package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the address in a field that may carry a name, comments or brackets (RFC 5322 section 3.4).
 */
final class Mailbox {
  /** Of one field; more than any bounce needs. */
  private static final int MOST = 100;

  private Mailbox() {}

  /** The first address in {@code value}, without brackets; null when it has none. */
  static String in(String value) {
    List<String> found = find(value, 1);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Every address in {@code value}, without brackets. */
  static List<String> all(String value) {
    return find(value, MOST);
  }

  private static List<String> find(String value, int most) {
    if (value.indexOf('@') < 0) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    int comments = 0;
    for (int i = 0; i < value.length() && found.size() < most; i++) {
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
        if (separates(c)) {
          if (isAddress(word) && found.size() < most) {
            found.add(word.toString());
          }
          word.setLength(0);
        } else {
          word.append(c);
        }
      }
    }
    if (isAddress(word) && found.size() < most) {
      found.add(word.toString());
    }
    return found;
  }

  private static boolean separates(char c) {
    return c == '<' || c == '>' || c == ',' || c == ';' || Character.isWhitespace(c);
  }

  private static boolean isAddress(StringBuilder word) {
    int last = word.length() - 1;
    int at = last;
    while (at > 0 && word.charAt(at) != '@') {
      at--;
    }
    return at > 0 && at < last && word.charAt(last) != '"';
  }
}
