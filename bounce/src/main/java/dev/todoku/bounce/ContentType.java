package dev.todoku.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a field Content-Type says (RFC 2045 section 5).
 *
 * @param type such as {@code text/plain}, in lower case
 * @param charset null when not named
 * @param boundary what separates the parts of a multipart; null for other types
 */
record ContentType(String type, @Nullable String charset, @Nullable String boundary) {
  static final String TEXT = "text/plain";
  static final String MESSAGE = "message/rfc822";

  /**
   * Reads {@code field}.
   *
   * @param otherwise the type of what names none that can be true
   */
  static ContentType of(String field, String otherwise) {
    String type = TypedValue.firstWord(field).toLowerCase(Locale.ROOT);
    boolean isMultipart = type.startsWith("multipart/");
    String boundary = isMultipart ? parameter(field, "boundary") : null;
    boolean isTrue = isMultipart ? boundary != null : isType(type);
    return new ContentType(isTrue ? type : otherwise, parameter(field, "charset"), boundary);
  }

  private static boolean isType(String type) {
    int slash = type.indexOf('/');
    return slash > 0 && slash < type.length() - 1;
  }

  boolean isMultipart() {
    return boundary != null;
  }

  /** The value of parameter {@code name}, null when it is not there or empty. */
  private static @Nullable String parameter(String field, String name) {
    for (int at = field.indexOf(';'); at >= 0; at = field.indexOf(';', at + 1)) {
      int start = afterBlanks(field, at + 1);
      int equals = afterBlanks(field, start + name.length());
      if (field.regionMatches(true, start, name, 0, name.length())
          && field.startsWith("=", equals)) {
        String value = value(field, afterBlanks(field, equals + 1));
        return value.isBlank() ? null : value;
      }
    }
    return null;
  }

  private static int afterBlanks(String field, int from) {
    int at = from;
    while (at < field.length() && field.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static String value(String field, int from) {
    if (!field.startsWith("\"", from)) {
      return TypedValue.firstWord(field.substring(from));
    }
    int end = field.indexOf('"', from + 1);
    if (end >= 0 && field.indexOf('\\') < 0) {
      return field.substring(from + 1, end);
    }
    StringBuilder value = new StringBuilder();
    for (int i = from + 1; i < field.length() && field.charAt(i) != '"'; i++) {
      i += field.charAt(i) == '\\' && i + 1 < field.length() ? 1 : 0;
      value.append(field.charAt(i));
    }
    return value.toString();
  }
}
