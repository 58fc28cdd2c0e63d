package dev.todoku.intake.stalwart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fields of a line: {@code name = value, name = "text", name = ["a", "b"]}. Those of the delivery
 * as a whole come first, and those of the event follow under the same names. Stalwart does not mark
 * quotes within a text.
 *
 * @param recipients of the last {@code to}, which is the event's own
 */
record StalwartLineFields(List<String> recipients, Map<String, String> values) {
  /** Words of the remote server, which may look like fields: nothing behind them is believed. */
  private static final Set<String> FOREIGN = Set.of("details", "reason");

  /** Words of whoever wrote the message: what follows adds fields and changes none. */
  private static final String MESSAGE_ID = "messageId";

  private static final Pattern NAME = Pattern.compile("(\\w+) = ");
  private static final Pattern NEXT = Pattern.compile(", (?=\\w+ = )");
  private static final Pattern TEXT_END = Pattern.compile("\"(?=, \\w+ = |$| \\})");
  private static final Pattern LIST_END = Pattern.compile("](?=, \\w+ = |$| \\})");
  private static final Pattern BETWEEN_TEXTS = Pattern.compile("(?<=\"), (?=\")");
  private static final Pattern FOREIGN_END = Pattern.compile("\"(?:, elapsed = \\w+)?\\s*$");

  static StalwartLineFields of(String line) {
    List<String> recipients = List.of();
    Map<String, String> values = new HashMap<>();
    Matcher name = NAME.matcher(line);
    int at = 0;
    while (name.region(at, line.length()).lookingAt()
        && values.keySet().stream().noneMatch(FOREIGN::contains)) {
      String field = name.group(1);
      int from = name.end();
      int end = end(line, from, field);
      String written = line.substring(from, end);
      if (field.equals("to")) {
        recipients =
            recipients.isEmpty() || !values.containsKey(MESSAGE_ID) ? list(written) : recipients;
      } else if (values.containsKey(MESSAGE_ID)) {
        values.putIfAbsent(field, text(written));
      } else {
        values.put(field, text(written));
      }
      Matcher next = NEXT.matcher(line);
      at = next.find(end) ? next.end() : line.length();
    }
    return new StalwartLineFields(recipients, values);
  }

  private static int end(String line, int from, String field) {
    boolean isText = line.startsWith("\"", from);
    boolean isList = line.startsWith("[", from);
    Pattern pattern =
        isText ? (FOREIGN.contains(field) ? FOREIGN_END : TEXT_END) : isList ? LIST_END : NEXT;
    Matcher end = pattern.matcher(line);
    if (!end.find(Math.min(line.length(), from + 1))) {
      return line.length();
    }
    return isText || isList ? end.start() + 1 : end.start();
  }

  private static List<String> list(String written) {
    if (!written.startsWith("[")) {
      return List.of(text(written));
    }
    String inner = written.substring(1, Math.max(1, written.length() - 1));
    List<String> all = new ArrayList<>();
    for (String one : BETWEEN_TEXTS.split(inner, -1)) {
      if (!one.isBlank()) {
        all.add(text(one));
      }
    }
    return all;
  }

  private static String text(String written) {
    boolean isQuoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
    if (!isQuoted) {
      return written;
    }
    String inner = written.substring(1, written.length() - 1);
    return inner.indexOf('\\') < 0 ? inner : unescaped(inner);
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
