package dev.todoku.bounce;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field of a delivery status that begins with its type, such as {@code dns; mx.example.jp} (RFC
 * 3464 section 2.1.2).
 *
 * @param type in lower case, empty where the field has none
 * @param value what follows
 */
record TypedValue(String type, String value) {
  /** How some servers begin an address as a link (RFC 6068); no address has an unquoted colon. */
  private static final String MAILTO = "mailto:";

  /** How RFC 6533 section 3 writes a character that a 7-bit path cannot carry. */
  private static final Pattern EMBEDDED_CHARACTER =
      Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})\\}");

  static TypedValue of(String field) {
    int semicolon = field.indexOf(';');
    String type = semicolon < 0 ? "" : field.substring(0, semicolon).strip();
    return isType(type)
        ? new TypedValue(type.toLowerCase(Locale.ROOT), field.substring(semicolon + 1).strip())
        : new TypedValue("", field.strip());
  }

  private static boolean isType(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean mayFollow = (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
      if (!isLetter && (i == 0 || !mayFollow)) {
        return false;
      }
    }
    return !type.isEmpty();
  }

  /** What stands before the first white space, parenthesis or semicolon. */
  static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && !endsWord(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static boolean endsWord(char c) {
    return c == ' ' || c == ';' || c == '(' || c == '\t' || c == '\r' || c == '\n';
  }

  /** The name of a host, in normal form without remarks; null when there is none. */
  @Nullable String host() {
    String name = firstWord(value);
    return name.isEmpty() ? null : FieldLimits.domain(name);
  }

  /** The address; null when this is none. */
  @Nullable String address() {
    String address = type.equals("utf-8") ? unescaped() : value;
    boolean isLink = address.regionMatches(true, 0, MAILTO, 0, MAILTO.length());
    return FieldLimits.address(Mailbox.in(isLink ? address.substring(MAILTO.length()) : address));
  }

  private String unescaped() {
    return EMBEDDED_CHARACTER
        .matcher(value)
        .replaceAll(
            found -> {
              int character = Integer.parseInt(found.group(1), 16);
              return Matcher.quoteReplacement(
                  Character.isValidCodePoint(character)
                      ? Character.toString(character)
                      : found.group());
            });
  }
}
