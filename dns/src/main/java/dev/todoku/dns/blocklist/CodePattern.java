package dev.todoku.dns.blocklist;

import dev.todoku.dns.Ip;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which answers a line of the table is about: those with the prefix whose last octet is within
 * bounds or, for lists that add up reasons, has a bit.
 */
record CodePattern(String prefix, int from, int to, boolean isBit) {
  private static final Pattern FORM =
      Pattern.compile("(127\\.\\d{1,3}\\.\\d{1,3}\\.)(&?)(\\d{1,3})(?:-(\\d{1,3}))?");

  static Optional<CodePattern> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(form.group(3));
    int to = form.group(4) == null ? from : Integer.parseInt(form.group(4));
    boolean isBit = !form.group(2).isEmpty();
    boolean isSensible = from <= to && to <= 255 && !(isBit && to != from);
    return isSensible
        ? Optional.of(new CodePattern(form.group(1), from, to, isBit))
        : Optional.empty();
  }

  boolean matches(String answer) {
    if (!answer.startsWith(prefix) || Ip.parse(answer).isEmpty()) {
      return false;
    }
    int octet = Integer.parseInt(answer.substring(answer.lastIndexOf('.') + 1));
    return isBit ? (octet & from) != 0 : octet >= from && octet <= to;
  }
}
