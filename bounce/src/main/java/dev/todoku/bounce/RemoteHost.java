package dev.todoku.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds which server a text says refused. */
final class RemoteHost {
  private RemoteHost() {}

  /** The name before an address in brackets, or after the word "host". */
  static @Nullable String in(List<ProseLine> lines) {
    for (ProseLine proseLine : lines) {
      String line = proseLine.text();
      int word = line.indexOf("host ");
      String host = word < 0 ? null : hostAt(line, word + "host ".length());
      if (host == null) {
        host = beforeBracket(line);
      }
      if (host != null) {
        return host;
      }
    }
    return null;
  }

  private static @Nullable String beforeBracket(String line) {
    int open = line.indexOf('[');
    while (open > 0) {
      int to = line.charAt(open - 1) == ' ' ? open - 1 : open;
      int from = to;
      while (from > 0 && isHostPart(line.charAt(from - 1))) {
        from--;
      }
      if (from < to && isDigit(line, open + 1) && (from == 0 || line.charAt(from - 1) != '@')) {
        return hostAt(line, from);
      }
      open = line.indexOf('[', open + 1);
    }
    return null;
  }

  private static @Nullable String hostAt(String line, int from) {
    int to = from;
    while (to < line.length() && isHostPart(line.charAt(to))) {
      to++;
    }
    while (to > from && line.charAt(to - 1) == '.') {
      to--;
    }
    String name = line.substring(from, to);
    return name.indexOf('.') > 0 ? FieldLimits.domain(name) : null;
  }

  private static boolean isHostPart(char c) {
    return c == '.' || c == '-' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static boolean isDigit(String line, int at) {
    return at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9';
  }
}
