package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address in a field that may carry a name, comments or brackets (RFC 5322 section 3.4).
 */
final class Mailbox {
  /** Of one field; more than any bounce needs. */
  private static final int MOST = 100;

  private Mailbox() {}

  /** The first address in {@code value}, without brackets; null when it has none. */
  static @Nullable String in(String value) {
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
    String text = value.indexOf('(') < 0 ? value : withoutComments(value);
    List<String> found = new ArrayList<>(1);
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length() && found.size() < most; i++) {
      char c = text.charAt(i);
      if (quoted || c == '"') {
        quoted = (c == '"') != quoted;
        i += c == '\\' ? 1 : 0;
      } else if (separates(c)) {
        addAddress(text, start, i, found);
        start = i + 1;
      }
    }
    if (found.size() < most) {
      addAddress(text, start, text.length(), found);
    }
    return found;
  }

  private static String withoutComments(String value) {
    StringBuilder text = new StringBuilder(value.length());
    boolean quoted = false;
    int comments = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted || c == '"') {
        quoted = (c == '"') != quoted;
        text.append(c);
        if (c == '\\' && i + 1 < value.length()) {
          text.append(value.charAt(++i));
        }
      } else if (c == '(') {
        comments++;
      } else if (c == ')' && comments > 0) {
        comments--;
      } else if (comments == 0) {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean separates(char c) {
    return c == '<' || c == '>' || c == ',' || c == ';' || Character.isWhitespace(c);
  }

  private static void addAddress(String text, int from, int to, List<String> found) {
    int at = to - 1;
    while (at > from && text.charAt(at) != '@') {
      at--;
    }
    if (at > from && at < to - 1 && text.charAt(to - 1) != '"') {
      found.add(text.substring(from, to));
    }
  }
}
