package dev.todoku.bounce;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a delivery status that begins with its type, such as {@code dns; mx.example.jp} (RFC
 * 3464 section 2.1.2).
 *
 * @param type in lower case, empty where the field has none
 * @param value what follows
 */
record TypedValue(String type, String value) {
  private static final Pattern TYPED = Pattern.compile("\\s*([A-Za-z][\\w.-]*)\\s*;\\s*(.*)");

  /** How RFC 6533 section 3 writes a character that a 7-bit path cannot carry. */
  private static final Pattern EMBEDDED_CHARACTER =
      Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})\\}");

  static TypedValue of(String field) {
    Matcher typed = TYPED.matcher(field);
    return typed.matches()
        ? new TypedValue(typed.group(1).toLowerCase(Locale.ROOT), typed.group(2).strip())
        : new TypedValue("", field.strip());
  }

  /** The name of a host, in normal form without remarks; null when there is none. */
  String host() {
    String name = value.split("[\\s(;]", 2)[0];
    return name.isEmpty() ? null : Fit.domain(name);
  }

  /** The address; null when this is none. */
  String address() {
    return Fit.address(Mailbox.in(type.equals("utf-8") ? unescaped() : value));
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
