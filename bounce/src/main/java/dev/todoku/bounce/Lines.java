package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, bounded in number and length. */
final class Lines {
  private static final int MOST = 4_000;
  private static final int LONGEST = 2_000;

  private Lines() {}

  /** The first lines of {@code text}, the long ones cut. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length() && lines.size() < MOST) {
      int to = end(text, from, text.length());
      int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
      lines.add(text.substring(from, Math.min(stop, from + LONGEST)));
      from = to + 1;
    }
    return lines;
  }

  /** Where the line that begins at {@code from} ends: at its line feed, or at {@code to}. */
  static int end(String text, int from, int to) {
    int end = text.indexOf('\n', from);
    return end < 0 || end > to ? to : end;
  }

  /** Whether nothing but white space stands between {@code from} and {@code to}. */
  static boolean isBlank(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code text} on one line: every run of white space one space, none at the ends. */
  static String unfolded(CharSequence text) {
    return unfolded(text.toString(), 0, text.length());
  }

  /** What stands between {@code from} and {@code to}, on one line. */
  static String unfolded(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return isUnfolded(text, start, end) ? text.substring(start, end) : rebuilt(text, start, end);
  }

  /** Most texts are: they need no building. */
  private static boolean isUnfolded(String text, int from, int to) {
    boolean wasSpace = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isSpace(c) && (c != ' ' || wasSpace)) {
        return false;
      }
      wasSpace = c == ' ';
    }
    return true;
  }

  /** No white space stands at either end. */
  private static String rebuilt(String text, int from, int to) {
    char[] line = new char[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isSpace(c)) {
        line[length++] = c;
      } else if (line[length - 1] != ' ') {
        line[length++] = ' ';
      }
    }
    return new String(line, 0, length);
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || c == '\u00a0';
  }
}
