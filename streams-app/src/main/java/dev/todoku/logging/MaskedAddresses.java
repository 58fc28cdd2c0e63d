package dev.todoku.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * Hides whose mail a line of the log is about: of what looks like an address the first character
 * and the domain stay, whoever wrote the line. {@code %masked(…){show}} leaves it as it is.
 */
public final class MaskedAddresses extends CompositeConverter<ILoggingEvent> {
  private static final String SHOW = "show";
  private static final String HIDDEN = "***";
  private static final String MARKS = "!#$%&'*+-/=?^_`{|}~.";

  @Override
  protected String transform(ILoggingEvent event, String line) {
    return line.indexOf('@') < 0 || SHOW.equals(getFirstOption()) ? line : masked(line);
  }

  static String masked(String line) {
    StringBuilder masked = new StringBuilder(line.length());
    int from = 0;
    for (int at = line.indexOf('@'); at >= 0; at = line.indexOf('@', at + 1)) {
      int start = at;
      while (start > from && isLocal(line.charAt(start - 1))) {
        start--;
      }
      if (start < at && hasDomain(line, at + 1)) {
        masked.append(line, from, start + 1).append(HIDDEN);
        from = at;
      }
    }
    return masked.append(line, from, line.length()).toString();
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
  }

  /** Two labels at least: Java writes {@code Thing@1b2c3d} for what has no words of its own. */
  private static boolean hasDomain(String line, int from) {
    int dot = from;
    while (dot < line.length()
        && (Character.isLetterOrDigit(line.charAt(dot)) || line.charAt(dot) == '-')) {
      dot++;
    }
    return dot > from
        && dot + 1 < line.length()
        && line.charAt(dot) == '.'
        && Character.isLetterOrDigit(line.charAt(dot + 1));
  }
}
