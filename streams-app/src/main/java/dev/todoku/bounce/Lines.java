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
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
      lines.add(text.substring(from, Math.min(stop, from + LONGEST)));
      from = to + 1;
    }
    return lines;
  }

  /** {@code text} on one line: every run of white space one space, none at the ends. */
  static String unfolded(CharSequence text) {
    return isUnfolded(text) ? text.toString() : rebuilt(text);
  }

  /** Most texts are: they need no copy. */
  private static boolean isUnfolded(CharSequence text) {
    boolean space = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isSpace = c == ' ';
      if (c < ' ' || c == '\u00a0' || (isSpace && space)) {
        return false;
      }
      space = isSpace;
    }
    return text.length() == 0 || !space;
  }

  private static String rebuilt(CharSequence text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '\u00a0') {
        space = line.length() > 0;
      } else {
        if (space) {
          line.append(' ');
          space = false;
        }
        line.append(c);
      }
    }
    return line.toString();
  }
}
