package dev.todoku.intake.postfix;

import org.jspecify.annotations.Nullable;

/** Values inside a log message, and whether they can be what they are said to be. */
final class Field {
  private static final char REPLACEMENT = '\uFFFD';

  private Field() {}

  /**
   * What is wrong with {@code value}, null when nothing is. Postfix logs neither control characters
   * nor broken UTF-8, so where they stand something damaged the line.
   */
  static @Nullable String problem(String value, String name, int maxLength) {
    if (value.isBlank()) {
      return name + " is empty";
    }
    if (value.length() > maxLength) {
      return name + " has " + value.length() + " characters; at most " + maxLength + " are allowed";
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == 0x7f || c == REPLACEMENT) {
        return name + " holds what is no text: invalid UTF-8 or control characters";
      }
    }
    return null;
  }

  /** {@code value}, or null where it is empty or longer than its place in the contract. */
  static @Nullable String orNull(@Nullable String value, int maxLength) {
    return value == null || value.isEmpty() || value.length() > maxLength ? null : value;
  }

  /**
   * Index of the {@code >} that ends an address which begins at {@code from} and is followed by
   * {@code next}; -1 when there is none. A quoted local part may hold anything.
   */
  static int addressEnd(String text, int from, String next) {
    return text.indexOf(next, afterQuoted(text, from));
  }

  private static int afterQuoted(String text, int from) {
    if (from >= text.length() || text.charAt(from) != '"') {
      return from;
    }
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        return at + 1;
      }
    }
    return from;
  }
}
